import { type Brand, readableOn } from "../../libs/messages/brand.ts";

/** The style sheet of the pages, light or dark as the browser prefers. */
export function renderStyle({ color }: Brand): string {
  return `
:root {
  color-scheme: light dark;
  --brand: ${color};
  --on-brand: ${readableOn(color)};
  --page: #f3f4f6;
  --card: #fff;
  --text: #16191d;
  --muted: #5a6068;
  --line: #868d96;
  --edge: transparent;
  --alert: #a30f0f;
  --alert-back: #fdecea;
  --done: #0b5a2a;
  --done-back: #e5f5ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121417;
    --card: #1f2328;
    --text: #f0f2f4;
    --muted: #b3b9c1;
    --line: #79808a;
    --edge: #79808a; /* a dark brand on a dark card */
    --alert: #ffb4ab;
    --alert-back: #3b1613;
    --done: #9be8b4;
    --done-back: #10301c;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 24px 12px; min-height: 100vh;
  background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif;
}
.card { max-width: 480px; margin: 0 auto; background: var(--card); border-radius: 12px; overflow: hidden; }
header { padding: 18px 32px; background: var(--brand); color: var(--on-brand); font-size: 18px; font-weight: bold; }
main { padding: 28px 32px 32px; }
h1 { margin: 0 0 16px; font-size: 22px; line-height: 1.3; }
p { margin: 0 0 20px; }
[hidden] { display: none; }
label, .label { display: block; margin: 0 0 4px; font-weight: bold; }
.field { margin: 0 0 20px; }
.hint { margin: 6px 0 0; color: var(--muted); font-size: 14px; }
.account { overflow-wrap: anywhere; }
input:not([type=checkbox]) {
  width: 100%; padding: 11px 12px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); color: inherit; font: inherit;
}
.check { display: flex; gap: 8px; align-items: center; margin: 10px 0 0; font-weight: normal; }
.check input { width: 20px; height: 20px; margin: 0; accent-color: var(--brand); }
button {
  width: 100%; min-height: 48px; padding: 12px 20px; border: 1px solid var(--edge); border-radius: 8px;
  background: var(--brand); color: var(--on-brand); font: inherit; font-weight: bold; cursor: pointer;
}
button[aria-disabled=true] { opacity: .6; cursor: progress; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
.notice { padding: 12px 14px; border-radius: 8px; background: var(--page); }
.alert { padding: 12px 14px; border-radius: 8px; background: var(--alert-back); color: var(--alert); }
.alert:empty { display: none; }
.done { margin: 0; padding: 12px 14px; border-radius: 8px; background: var(--done-back); color: var(--done); }
@media (max-width: 420px) { header, main { padding-left: 20px; padding-right: 20px; } }
`;
}
