/** The style of the stand-in's pages. Colours are the console's neutral scale; the striped edge is the stand-in's own. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f4f5f7; --card: #fff; --ink: #1a1d23; --soft: #5a6372; --line: #d5dae1; --control: #858e9c;
  --hover: #f1f4f9; --accent: #3b4fc4; --on-accent: #fff; --tape: #fdf3d8; --tape-ink: #664800; --stripe: #e9b949;
  --danger: #b42318; --danger-ground: #fdeceb; --avatar: #e3e7f6; --avatar-ink: #2c3a8f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101318; --card: #191d24; --ink: #e8ebf0; --soft: #a2abba; --line: #303743; --control: #727c8c;
    --hover: #222832; --accent: #a5b1ff; --on-accent: #131a45; --tape: #2b2412; --tape-ink: #f0d795; --stripe: #a07a1c;
    --danger: #ff9d94; --danger-ground: #3a1c1a; --avatar: #2a3158; --avatar-ink: #cfd6ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; padding: 24px 16px; display: flex; flex-direction: column; align-items: center; justify-content: center;
  gap: 16px; background: var(--ground); color: var(--ink); font: 400 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
.card { width: 100%; max-width: 440px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
header {
  margin: 0; padding: 16px 24px 10px; background: repeating-linear-gradient(-45deg, var(--stripe) 0 10px, transparent 10px 20px) top / 100% 6px no-repeat, var(--tape);
  color: var(--tape-ink); font-size: 14px; font-weight: 600;
}
main { padding: 24px; }
h1 { margin: 0; font-size: 24px; font-weight: 600; line-height: 1.25; }
h2 { margin: 0; font-size: 16px; font-weight: 600; line-height: 1.25; }
p { margin: 0; }
.lead { margin-top: 4px; color: var(--soft); }
code { font: 14px/1.5 ui-monospace, monospace; color: var(--ink); }
ul { list-style: none; margin: 16px -12px 0; padding: 0; }
button, summary, input, a.button { font: inherit; }
button { cursor: pointer; }
.person {
  display: flex; gap: 12px; align-items: center; width: 100%; min-height: 56px; padding: 8px 12px; border: 0; border-radius: 8px; background: none; color: inherit; text-align: left;
}
.person:hover { background: var(--hover); }
.avatar {
  flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--avatar); color: var(--avatar-ink); font-size: 14px; font-weight: 600;
}
.who { min-width: 0; flex: 1; display: grid; }
.name { font-weight: 500; }
.address { color: var(--soft); font-size: 14px; }
.badge { flex: none; border: 1px solid var(--control); border-radius: 99px; padding: 0 8px; color: var(--soft); font-size: 12px; line-height: 20px; }
details { margin-top: 8px; border-top: 1px solid var(--line); padding-top: 8px; }
summary { margin: 0 -12px; padding: 10px 12px; border-radius: 8px; cursor: pointer; font-weight: 500; }
summary:hover { background: var(--hover); }
.fields { display: grid; gap: 16px; padding: 8px 0 4px; }
.field { display: grid; gap: 4px; }
label { font-size: 14px; font-weight: 500; }
.hint { color: var(--soft); font-size: 14px; }
input[type="text"], input[type="email"] {
  width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--control); border-radius: 8px; background: var(--card); color: inherit;
}
input[aria-invalid="true"] { border-color: var(--danger); }
.problem { color: var(--danger); font-size: 14px; }
.alert { margin-top: 16px; padding: 12px; border-radius: 8px; background: var(--danger-ground); color: var(--danger); }
.check { display: flex; gap: 8px; align-items: center; min-height: 24px; }
.check input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.button { min-height: 44px; padding: 8px 16px; border: 1px solid var(--control); border-radius: 8px; background: none; color: inherit; font-weight: 500; }
.button:hover { background: var(--hover); }
.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.primary:hover { background: var(--accent); filter: brightness(1.08); }
.foot { margin-top: 16px; border-top: 1px solid var(--line); padding-top: 16px; display: flex; gap: 12px; align-items: center; justify-content: space-between; flex-wrap: wrap; }
.foot .hint { flex: 1 1 14rem; }
.gap { margin-top: 16px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.person:focus-visible, summary:focus-visible { outline-offset: -2px; }
footer { max-width: 440px; padding: 0 8px; color: var(--soft); font-size: 14px; text-align: center; }
@media (max-width: 420px) { main { padding: 20px 16px; } header { padding-inline: 16px; } .badge { white-space: nowrap; } }
`;
