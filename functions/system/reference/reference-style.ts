/** The style sheet of the reference, light or dark as the browser prefers. */
export const REFERENCE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --side: #f6f7f9; --text: #16191d; --muted: #59616b; --line: #dfe3e8; --link: #1a56db;
  --code: #eef1f5; --pre: #f6f7f9; --get: #0b6a3a; --post: #1a56db; --put: #8a5300; --patch: #8a5300; --delete: #b42318;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --side: #1b1f24; --text: #e9ecef; --muted: #a3acb7; --line: #323840; --link: #8ab4ff;
    --code: #262b32; --pre: #1b1f24; --get: #6ddc9b; --post: #8ab4ff; --put: #f2b866; --patch: #f2b866; --delete: #ff9d92;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body { margin: 0; display: grid; grid-template-columns: 290px minmax(0, 1fr); background: var(--page); color: var(--text); font: 15px/1.55 system-ui, sans-serif; }
a { color: var(--link); }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 4px; padding: 1px 4px; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
[hidden] { display: none !important; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 20px 16px; background: var(--side); border-right: 1px solid var(--line); }
nav .title { margin: 0 0 12px; font-weight: 700; font-size: 17px; }
nav .title small { color: var(--muted); font-weight: 400; }
nav ul { list-style: none; margin: 0 0 14px; padding: 0; }
nav h2 { margin: 14px 0 4px; font-size: 12px; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); }
nav li a { display: flex; gap: 8px; align-items: baseline; padding: 3px 6px; border-radius: 6px; color: inherit; text-decoration: none; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere; }
nav li a:hover { background: var(--code); }
#search { width: 100%; padding: 8px 10px; border: 1px solid var(--muted); border-radius: 8px; background: var(--page); color: inherit; font: inherit; }
#count { min-height: 1.5em; margin: 4px 2px 0; color: var(--muted); font-size: 13px; }
main { max-width: 1180px; padding: 28px 36px 80px; }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.2; }
main h2 { margin: 44px 0 4px; padding-top: 14px; border-top: 1px solid var(--line); font-size: 21px; }
h3 { margin: 0; font-size: 16px; overflow-wrap: anywhere; }
h4 { margin: 16px 0 4px; font-size: 13px; color: var(--muted); }
p { margin: 6px 0 12px; }
article { padding: 20px 0; border-top: 1px solid var(--line); }
h2 + p + article { border-top: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 28px; align-items: start; }
pre { margin: 16px 0 0; padding: 12px 14px; background: var(--pre); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.method { font: 700 12px/1.4 ui-monospace, Menlo, Consolas, monospace; color: var(--post); }
nav .method { flex: 0 0 44px; font-size: 10.5px; }
.method.get { color: var(--get); } .method.put { color: var(--put); } .method.patch { color: var(--patch); } .method.delete { color: var(--delete); }
.path { background: none; padding: 0; font-size: 15px; font-weight: 600; }
.anchor { color: var(--muted); text-decoration: none; font-weight: 400; opacity: .7; }
.access { color: var(--muted); white-space: nowrap; } .access::before { content: "· "; }
ul.members, ol.variants { margin: 0; padding: 0 0 0 14px; list-style: none; border-left: 2px solid var(--line); }
ol.variants { border-left-style: dashed; }
ol.variants > li + li { margin-top: 8px; padding-top: 6px; border-top: 1px dashed var(--line); }
ul.members li { margin: 4px 0; overflow-wrap: anywhere; }
.either { margin: 2px 0; color: var(--muted); font-size: 13px; }
.type, .limit, .optional { color: var(--muted); font-size: 13px; }
.limit::before { content: ", "; }
.required { color: var(--delete); font-size: 12px; }
.optional { font-size: 12px; }
.pattern { font-size: 12px; color: var(--muted); }
.choices { display: block; font-size: 13px; }
summary { cursor: pointer; color: var(--muted); font-size: 13px; }
.errors { margin-top: 14px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
tr:target, article:target h3 { background: color-mix(in srgb, var(--link) 14%, transparent); }
@media (max-width: 1000px) { .columns { grid-template-columns: minmax(0, 1fr); gap: 0; } }
@media (max-width: 760px) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding: 20px 16px 60px; }
  #errors table, #errors tbody, #errors tr, #errors td { display: block; }
  #errors thead { display: none; }
  #errors td { border: 0; padding: 2px 0; }
  #errors tr { padding: 8px 0; border-bottom: 1px solid var(--line); }
}
@media print { nav { display: none; } body { display: block; } }
`;
