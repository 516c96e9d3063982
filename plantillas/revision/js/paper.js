/* The pane of pages: zoom, the page in view, and the divider beside it. */

const STEPS = [1, 1.25, 1.5, 1.8, 2.2, 2.7, 3.3, 4];
const READABLE = 1.05; /* pixels for a point of paper: type of 7 points can be read */
const STORED = "lotaip.paper";
const DIVIDER_STEP = 4;
const NARROWEST = 20;
const WIDEST = 75;

export class Paper {
  constructor(pane) {
    this.pane = pane;
    this.sheets = pane.querySelector(".sheets");
    this.label = pane.querySelector("[data-zoom-label]");
    this.choice = pane.querySelector("[data-page-choice]");
    this.zoom = this.#readableZoom();
    this.#apply();
    pane.addEventListener("click", (event) => this.#click(event));
    this.sheets.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.choice?.addEventListener("change", () => this.goTo(this.choice.value));
    this.#watchPages();
  }

  goTo(page) {
    this.sheets.querySelector(`.sheet[data-page="${page}"]`)?.scrollIntoView({ block: "start", inline: "start" });
  }

  /** Zoom by steps around the middle of what is in view; 0 fits the width. */
  step(by) {
    const at = STEPS.findIndex((step) => step >= this.zoom - 0.01);
    this.zoom = by === 0 ? 1 : STEPS[Math.min(Math.max(at + by, 0), STEPS.length - 1)];
    const middle = this.#middle();
    this.#apply();
    this.sheets.scrollTo({
      top: middle.y * this.sheets.scrollHeight - this.sheets.clientHeight / 2,
      left: middle.x * this.sheets.scrollWidth - this.sheets.clientWidth / 2,
      behavior: "instant",
    });
  }

  #middle() {
    const { scrollTop, scrollLeft, clientHeight, clientWidth, scrollHeight, scrollWidth } = this.sheets;
    return { x: (scrollLeft + clientWidth / 2) / scrollWidth, y: (scrollTop + clientHeight / 2) / scrollHeight };
  }

  /** The first step at which small type can be read. */
  #readableZoom() {
    const image = this.sheets.querySelector("img[data-points]");
    if (!image) return 1;
    const wanted = (Number(image.dataset.points) * READABLE) / this.sheets.clientWidth;
    return STEPS.find((step) => step >= wanted) ?? 1;
  }

  #apply() {
    this.sheets.style.setProperty("--zoom", this.zoom);
    this.label.textContent = `${Math.round(this.zoom * 100)} %`;
    for (const image of this.sheets.querySelectorAll("img")) {
      image.sizes = `${Math.round(this.sheets.clientWidth * this.zoom)}px`;
    }
  }

  #click(event) {
    const button = event.target.closest("[data-zoom]");
    if (button) this.step(Number(button.dataset.zoom));
    const turn = event.target.closest("[data-turn]");
    if (turn) this.goTo(Number(this.choice.value) + Number(turn.dataset.turn));
  }

  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.step(event.deltaY < 0 ? 1 : -1);
  }

  #watchPages() {
    if (!this.choice) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        const seen = entries.find((entry) => entry.isIntersecting);
        if (seen) this.choice.value = seen.target.dataset.page;
      },
      { root: this.sheets, rootMargin: "-45% 0px -45% 0px" },
    );
    for (const sheet of this.sheets.querySelectorAll(".sheet")) watcher.observe(sheet);
  }
}

/** Let the pane's width be dragged, or moved by arrow keys; it is remembered. */
export function bindDivider(divider) {
  const split = divider.parentElement;
  const set = (share) => {
    const width = Math.min(Math.max(share, NARROWEST), WIDEST);
    split.style.setProperty("--paper", `${width}%`);
    divider.setAttribute("aria-valuenow", Math.round(width));
    localStorage.setItem(STORED, width);
  };
  const stored = Number(localStorage.getItem(STORED));
  if (stored) set(stored);
  divider.addEventListener("pointerdown", (event) => divider.setPointerCapture(event.pointerId));
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = split.getBoundingClientRect();
    set((100 * (event.clientX - left)) / width);
  });
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -DIVIDER_STEP, ArrowRight: DIVIDER_STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    set(Number(divider.getAttribute("aria-valuenow")) + step);
  });
}
