/** Tells the style sheets how wide a scroll bar is that takes room beside the page: `--scrollbar`. It changes with the zoom. */
export function noteScrollbarWidth(): void {
  const probe = document.createElement("div");
  Object.assign(probe.style, {
    position: "absolute",
    width: "6rem",
    overflow: "scroll",
    visibility: "hidden",
  });
  document.body.append(probe);
  const width = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  document.documentElement.style.setProperty("--scrollbar", `${width}px`);
}
