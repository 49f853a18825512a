// Adds search, filters kept in the URL, theme, and opening of deep links. The page is complete without it.
(() => {
  const all = [...document.querySelectorAll(".check")];
  const form = document.querySelector(".filter");
  const search = document.querySelector("#q");
  const boxes = [...document.querySelectorAll('input[name="outcome"]')];
  const shown = document.querySelector("#shown");
  form.hidden = false;
  const open = (hash) => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const outcomes = boxes.filter((b) => b.checked).map((b) => b.value);
    let count = 0;
    for (const check of all) {
      const text = check.dataset.text.toLowerCase();
      const visible = words.every((w) => text.includes(w)) && (outcomes.length === 0 || outcomes.includes(check.dataset.outcome));
      check.toggleAttribute("data-hidden", !visible);
      if (visible) count += 1;
    }
    for (const area of document.querySelectorAll(".area")) area.toggleAttribute("data-hidden", !area.querySelector(".check:not([data-hidden])"));
    shown.textContent = `${count} of ${all.length} checks`;
  };
  const save = () => {
    const q = new URLSearchParams();
    if (search.value) q.set("q", search.value);
    for (const b of boxes) if (b.checked) q.append("s", b.value);
    history.replaceState(null, "", q.size > 0 ? `#?${q}` : "#checks");
    apply();
  };
  const restore = () => {
    if (location.hash.startsWith("#?")) {
      const q = new URLSearchParams(location.hash.slice(2));
      search.value = q.get("q") ?? "";
      for (const b of boxes) b.checked = q.getAll("s").includes(b.value);
      document.querySelector("#checks").scrollIntoView();
    } else if (location.hash.length > 1) open(location.hash);
    apply();
  };
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("input", save);
  for (const link of document.querySelectorAll("[data-filter]")) {
    link.addEventListener("click", () => {
      for (const b of boxes) b.checked = b.value === link.dataset.filter;
      setTimeout(save);
    });
  }
  document.querySelector("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  addEventListener("hashchange", restore);
  addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll("details.check.fail, details.check.warn, details.check.blocked, details.exchange, details.dependants")) d.open = true;
  });
  restore();
})();
