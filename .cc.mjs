import {parse} from 'yaml'; import {readFileSync} from 'fs';
const R=[]; for(const f of ['rfc7643','rfc7644','rfc9865']) R.push(...parse(readFileSync(`/work/shared/catalogue/${f}.yaml`,'utf8')));
const areas=process.argv[2].split(','); const from=+(process.argv[3]??0), to=+(process.argv[4]??999);
const s=R.filter(r=>areas.includes(r.area)&&r.rfc!==9865&&r.testable!=='no'&&!r.attr).slice(from,to);
for(const r of s) console.log(`# ${r.id} [${r.level}] ${r.subject}${r.ambiguity?' '+r.ambiguity.join(','):''}${r.errata?' E'+r.errata:''}${r.restates?' RESTATES '+r.restates.join(' '):''}\n  S: ${r.summary}${r.condition?'\n  C: '+r.condition:''}\n  H: ${r.how}${r.note?'\n  N: '+r.note:''}`);
console.log(s.length);
