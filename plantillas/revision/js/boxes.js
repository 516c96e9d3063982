/* Boxes over the pages, one for each piece of paper that fields share, drawn when a page comes into view.

The cells of the table say where they stand (`data-places="page:x0,top,x1,bottom …"`, in points) and how they are
(`data-state`): the table is the only home of both, and whatever changes it only asks for `redraw`. */

const SVG = "http://www.w3.org/2000/svg";
const URGENCY = ["doubtful", "decided", "sure"];
const AHEAD = "60% 0px";

export class Boxes {
  constructor(sheets, onChoose) {
    this.sheets = sheets;
    this.onChoose = onChoose;
    this.cells = new Map();
    this.lit = null;
    this.seen = new Set();
    this.watcher = new IntersectionObserver((entries) => this.#comeIntoView(entries), { root: sheets, rootMargin: AHEAD });
    for (const overlay of sheets.querySelectorAll(".overlay")) this.watcher.observe(overlay);
    this.redraw();
  }

  /** Read the places of all cells anew and draw the pages that have been seen. */
  redraw() {
    this.cells.clear();
    for (const cell of document.querySelectorAll(".value[data-places]")) {
      for (const [page, box] of placesOf(cell)) this.#add(page, box, cell);
    }
    for (const page of this.seen) this.#draw(page);
  }

  /** Light the boxes of a cell up and bring the first into view. */
  light(cell) {
    this.lit = cell?.id ?? null;
    const places = cell ? placesOf(cell) : [];
    for (const [page] of places) this.#draw(page);
    for (const rect of this.sheets.querySelectorAll(".box.lit")) rect.classList.remove("lit");
    for (const rect of this.sheets.querySelectorAll(".box")) {
      if (rect.dataset.cells.split(" ").includes(this.lit)) rect.classList.add("lit");
    }
    this.#show(this.sheets.querySelector(".box.lit"));
  }

  #add(page, box, cell) {
    const boxes = this.cells.get(page) ?? this.cells.set(page, new Map()).get(page);
    (boxes.get(box) ?? boxes.set(box, []).get(box)).push(cell);
  }

  #comeIntoView(entries) {
    for (const entry of entries) {
      if (entry.isIntersecting && !this.seen.has(entry.target.dataset.page)) this.#draw(entry.target.dataset.page);
    }
  }

  /** Large boxes first, so that a click meets the smallest. */
  #draw(page) {
    this.seen.add(page);
    const overlay = this.sheets.querySelector(`.overlay[data-page="${page}"]`);
    const boxes = Array.from(this.cells.get(page) ?? [], ([box, cells]) => [box.split(",").map(Number), cells]);
    boxes.sort(([one], [other]) => areaOf(other) - areaOf(one));
    overlay?.replaceChildren(...boxes.map(([box, cells]) => this.#rect(box, cells)));
  }

  #rect([x0, top, x1, bottom], cells) {
    const rect = document.createElementNS(SVG, "rect");
    const states = cells.map((cell) => cell.dataset.state);
    const ids = cells.map((cell) => cell.id);
    const size = { x: x0 - 1.5, y: top - 1, width: x1 - x0 + 3, height: bottom - top + 2, rx: 1.5 };
    for (const [name, value] of Object.entries(size)) rect.setAttribute(name, value);
    rect.setAttribute("class", `box ${URGENCY.find((state) => states.includes(state)) ?? "sure"}`);
    rect.classList.toggle("lit", ids.includes(this.lit));
    rect.dataset.cells = ids.join(" ");
    rect.addEventListener("click", () => this.onChoose(nextOf(cells, this.lit)));
    return rect;
  }

  #show(rect) {
    if (!rect) return;
    const [view, box] = [this.sheets.getBoundingClientRect(), rect.getBoundingClientRect()];
    const isInside = box.top >= view.top && box.bottom <= view.bottom && box.left >= view.left && box.right <= view.right;
    if (isInside) return;
    this.sheets.scrollBy({
      top: box.top + box.height / 2 - (view.top + view.height / 2),
      left: Math.max(box.left - view.left - view.width / 3, -this.sheets.scrollLeft),
    });
  }
}

export function placesOf(cell) {
  return (cell.dataset.places ?? "").split(" ").filter(Boolean).map((place) => place.split(":"));
}

function areaOf([x0, top, x1, bottom]) {
  return (x1 - x0) * (bottom - top);
}

/** The cell that a click on a shared box means: the one in doubt first, then each in turn. */
function nextOf(cells, lit) {
  const at = cells.findIndex((cell) => cell.id === lit);
  if (at >= 0) return cells[(at + 1) % cells.length];
  return cells.find((cell) => cell.dataset.state === "doubtful") ?? cells[0];
}
