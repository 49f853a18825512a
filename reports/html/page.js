// Adds search, filters kept in the URL, copy buttons, keys, theme, and opening of deep links. The page is complete without it.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const all = [...document.querySelectorAll(".check")];
  const form = $(".filter");
  const search = $("#q");
  const boxes = [...document.querySelectorAll('input[name="outcome"]')];
  const selects = { a: $("#f-area"), l: $("#f-level"), rfc: $("#f-rfc"), cap: $("#f-cap") };
  form.hidden = false;
  $(".tools").hidden = false;
  const list = (text) => (text ? text.split(" ") : []);
  const facts = new Map(all.map((e) => [e, { s: [e.dataset.outcome], a: [e.dataset.area], l: list(e.dataset.levels), rfc: list(e.dataset.places), cap: list(e.dataset.caps).map((c) => c.toLowerCase()), text: e.dataset.text.toLowerCase() }]));

  // One term of the filter: a word, or key:value, with - in front to turn it around. A section holds those below it.
  const holds = (fact, term) => {
    const [, not, key, value] = /^(-?)(?:(s|a|l|rfc|cap):)?(.*)$/.exec(term);
    const hit = key === undefined ? fact.text.includes(value) : key === "rfc" ? fact.rfc.some((p) => p === value || p.startsWith(`${value}.`)) : fact[key].includes(value);
    return (not === "") === hit;
  };
  const terms = () => [...search.value.toLowerCase().split(/\s+/).filter(Boolean), ...Object.entries(selects).flatMap(([key, e]) => (e.value === "" ? [] : [`${key}:${e.value.toLowerCase()}`]))];
  const outcomes = () => boxes.filter((b) => b.checked).map((b) => b.value);
  const apply = () => {
    const [words, chosen] = [terms(), outcomes()];
    const counts = {};
    let count = 0;
    for (const check of all) {
      const fits = words.every((t) => holds(facts.get(check), t));
      if (fits) counts[check.dataset.outcome] = (counts[check.dataset.outcome] ?? 0) + 1;
      const visible = fits && (chosen.length === 0 || chosen.includes(check.dataset.outcome));
      check.toggleAttribute("data-hidden", !visible);
      if (visible) count += 1;
    }
    for (const e of document.querySelectorAll("[data-count]")) e.textContent = String(counts[e.dataset.count] ?? 0);
    for (const area of document.querySelectorAll(".area")) area.toggleAttribute("data-hidden", !area.querySelector(".check:not([data-hidden])"));
    $("#shown").textContent = `${count} of ${all.length} checks`;
  };
  const save = () => {
    const q = [search.value.trim(), ...outcomes().map((o) => `s:${o}`), ...Object.entries(selects).flatMap(([key, e]) => (e.value === "" ? [] : [`${key}:${e.value}`]))].filter(Boolean).join(" ");
    history.replaceState(null, "", q ? `#?q=${encodeURIComponent(q)}` : "#checks");
    apply();
  };
  const clear = () => {
    search.value = "";
    for (const b of boxes) b.checked = false;
    for (const e of Object.values(selects)) e.value = "";
  };
  // What a control can show goes into it; the rest stays in the text.
  const fill = (query) => {
    clear();
    const rest = query.split(/\s+/).filter(Boolean).filter((term) => {
      const [, key, value] = /^(\w+):(.*)$/.exec(term) ?? [];
      const box = key === "s" ? boxes.find((b) => b.value === value) : undefined;
      if (box) box.checked = true;
      const option = selects[key] && selects[key].value === "" ? [...selects[key].options].find((o) => o.value.toLowerCase() === value.toLowerCase()) : undefined;
      if (option) selects[key].value = option.value;
      return !box && !option;
    });
    search.value = rest.join(" ");
  };
  const open = (hash) => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return;
    }
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target?.hasAttribute("data-hidden")) {
      clear();
      apply();
    }
    target?.scrollIntoView();
  };
  const restore = () => {
    if (location.hash.startsWith("#?")) {
      fill(new URLSearchParams(location.hash.slice(2)).get("q") ?? "");
      $("#checks").scrollIntoView();
    }
    apply();
    if (location.hash.length > 1 && !location.hash.startsWith("#?")) open(location.hash);
  };
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("input", save);
  $("#clear").addEventListener("click", () => {
    clear();
    save();
    search.focus();
  });
  for (const link of document.querySelectorAll("[data-filter]")) {
    link.addEventListener("click", (e) => {
      e.preventDefault();
      clear();
      for (const b of boxes) b.checked = b.value === link.dataset.filter;
      save();
      $("#checks").scrollIntoView();
    });
  }

  for (const block of document.querySelectorAll(".command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const code = block.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        // Pages from disk may not write to the clipboard: then the text is selected instead.
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    block.querySelector(".label").append(" ", button);
  }

  const theme = () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  };
  $("#theme").addEventListener("click", theme);
  const step = (by) => {
    const visible = all.filter((e) => !e.hasAttribute("data-hidden")).map((e) => e.querySelector("summary"));
    const at = visible.indexOf(document.activeElement);
    const next = visible[at < 0 ? 0 : Math.max(0, Math.min(visible.length - 1, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    "/": () => search.focus(),
    f: () => {
      fill("s:fail");
      save();
      $("#checks").scrollIntoView();
    },
    j: () => step(1),
    k: () => step(-1),
    t: theme,
    Escape: () => {
      clear();
      save();
    },
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox";
    if (typing && e.key !== "Escape") return;
    const act = Object.hasOwn(keys, e.key) ? keys[e.key] : undefined;
    if (!act) return;
    e.preventDefault();
    act();
  });

  // CSS opens what is printed in new browsers; this does it in all, and puts it back afterwards.
  let closed = [];
  addEventListener("beforeprint", () => {
    if (document.documentElement.dataset.print === "summary") return;
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const d of closed) d.open = true;
  });
  addEventListener("afterprint", () => {
    for (const d of closed) d.open = false;
    closed = [];
    delete document.documentElement.dataset.print;
  });
  $("#print").addEventListener("click", () => print());
  $("#print-summary").addEventListener("click", () => {
    document.documentElement.dataset.print = "summary";
    print();
  });
  addEventListener("hashchange", restore);
  restore();
})();
