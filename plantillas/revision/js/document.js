/* The page of a document: its pages and its records, linked both ways. */

import { say } from "./answers.js";
import { Boxes } from "./boxes.js";
import { bindDivider, Paper } from "./paper.js";

const SETTLE = 90; /* milliseconds that a field keeps the focus before its sheet is fetched */
const LONGEST_LABEL = 70;

export function startDocument(page) {
  const paper = new Paper(page.querySelector(".paper"));
  const records = page.querySelector("#registros");
  const boxes = new Boxes(paper.sheets, (cell) => focusCell(cell));
  const fields = new Fields(page, boxes);
  bindDivider(page.querySelector(".divider"));
  records.addEventListener("focusin", (event) => fields.choose(event.target.closest(".value")));
  records.addEventListener("keydown", moveByArrows);
  records.addEventListener("click", (event) => fields.click(event));
  page.addEventListener("click", (event) => fields.press(event));
  fields.sheet.addEventListener("keydown", saveByEnter);
  page.addEventListener("opened", (event) => prepareDialog(event.target, page));
  document.addEventListener("htmx:afterSettle", () => fields.changed());
  focusNamed();
  window.addEventListener("hashchange", focusNamed);
}

/** An address with #campo-m3-unit opens that field; without one the first doubt is in view, but nothing takes the focus. */
function focusNamed() {
  const cell = document.getElementById(location.hash.replace("#campo-", "c-"));
  if (cell) focusCell(cell);
}

function focusCell(cell) {
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest" });
}

/** What is known of the field in hand: its cell, its boxes and its sheet. */
class Fields {
  constructor(page, boxes) {
    this.page = page;
    this.boxes = boxes;
    this.sheet = page.querySelector("#ficha");
    this.current = null;
    this.place = 0; /* of its row, to go on from where a record was deleted */
    this.pending = null; /* the cell whose sheet is on its way */
    this.waiting = 0;
    this.wantsText = false;
    this.isStale = false;
  }

  /** The cell gets its boxes lit at once, and its sheet as soon as the focus stays. */
  choose(cell) {
    if (!cell || cell.id === (this.pending ?? this.sheet.dataset.cell)) return;
    this.pending = cell.id;
    this.#mark(cell);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#fetch(cell), SETTLE);
  }

  /** Enter on a cell (a click without a mouse) and a double click go to its text. */
  click(event) {
    const cell = event.target.closest(".rows td")?.querySelector(".value");
    this.choose(cell);
    if (!cell || event.detail === 1) return;
    this.wantsText = true;
    if (this.sheet.dataset.cell === cell.id) this.#toText();
  }

  press(event) {
    const step = event.target.closest("[data-doubt]")?.dataset.doubt;
    if (step) this.#goToDoubt(Number(step));
    if (event.target.closest("[data-leaves-field]")) this.#leave();
  }

  /** An answer brings many elements, each of which is announced: one look at them all is enough. */
  changed() {
    if (this.isStale || !this.current) return;
    this.isStale = true;
    requestAnimationFrame(() => this.#renew());
  }

  /** Cells are new elements: boxes are drawn anew, and the focus is not lost. */
  #renew() {
    this.isStale = false;
    this.boxes.redraw();
    const cell = this.#cellInHand();
    if (this.pending === cell?.id) this.pending = null;
    if (!cell || this.pending) return;
    this.sheet.dataset.cell = cell.id;
    this.#mark(cell);
    cell.scrollIntoView({ block: "nearest" });
    if (this.wantsText) this.#toText();
    else if (document.activeElement === document.body || this.#wasDone()) cell.focus({ preventScroll: true });
  }

  /** Whether the last answer says that something was done: then the work on this field is over. */
  #wasDone() {
    const { dataset } = document.getElementById("version");
    const wasDone = "says" in dataset;
    delete dataset.says;
    return wasDone;
  }

  /** What the sheet is about; where a record is gone, the one that took its place. */
  #cellInHand() {
    const [, record, field] = this.sheet.querySelector("#aqui")?.value.split("/") ?? [];
    const cell = document.getElementById(field ? `c-${record}-${field}` : this.current);
    if (cell) return cell;
    const rows = document.querySelectorAll("#registros tr[data-record]");
    return rows[Math.min(this.place, rows.length - 1)]?.querySelector(".value");
  }

  #mark(cell) {
    document.getElementById(this.current)?.removeAttribute("aria-current");
    this.current = cell.id;
    this.place = Number(cell.closest("tr").dataset.number) - 1;
    cell.setAttribute("aria-current", "true");
    this.boxes.light(cell);
  }

  #fetch(cell) {
    const version = document.getElementById("version").value;
    htmx.ajax("GET", `${cell.dataset.sheet}?version=${version}`, { source: this.sheet, target: this.sheet, swap: "innerHTML" });
  }

  #toText() {
    const text = this.sheet.querySelector("textarea[name=text]");
    if (!text) return;
    this.wantsText = false;
    text.focus();
  }

  #leave() {
    const cell = document.getElementById(this.current);
    this.sheet.replaceChildren();
    this.current = null;
    this.boxes.light(null);
    cell?.removeAttribute("aria-current");
    cell?.focus({ preventScroll: true });
    delete this.sheet.dataset.cell;
  }

  #goToDoubt(step) {
    const cells = Array.from(this.page.querySelectorAll(".value"));
    const doubts = cells.filter((cell) => cell.dataset.state === "doubtful");
    if (!doubts.length) return say(this.page.dataset.noDoubts);
    const here = cells.findIndex((cell) => cell.id === this.current);
    const after = doubts.filter((cell) => (step > 0 ? cells.indexOf(cell) > here : cells.indexOf(cell) < here));
    return focusCell((step > 0 ? after[0] : after.at(-1)) ?? (step > 0 ? doubts[0] : doubts.at(-1)));
  }
}

/** A field is one line of text: Enter saves it. */
function saveByEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea[name=text]")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

/** Arrow keys walk through the table as through a spreadsheet. */
function moveByArrows(event) {
  const cell = event.target.closest(".value");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const next = neighbour(cell, event.key);
  if (!next) return;
  event.preventDefault();
  focusCell(next);
}

function neighbour(cell, key) {
  const cells = Array.from(document.querySelectorAll("#registros .value"));
  const at = cells.indexOf(cell);
  if (key === "ArrowLeft" || key === "ArrowRight") return cells[at + (key === "ArrowLeft" ? -1 : 1)];
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const same = cells.filter((other) => other.dataset.field === cell.dataset.field);
  return same[same.indexOf(cell) + (key === "ArrowUp" ? -1 : 1)];
}

/** Dialogs start from what is selected in the field's text. */
function prepareDialog(dialog, page) {
  const text = page.querySelector("#ficha textarea[name=text]");
  if (!text) return;
  if (dialog.matches("[data-move]")) prepareMove(dialog, text);
  if (dialog.matches("[data-split]")) prepareSplit(dialog, text);
}

/** Offsets are counted in characters, as the server does, not in UTF-16 units. */
function charactersBefore(text, offset) {
  return Array.from(text.slice(0, offset)).length;
}

function prepareMove(dialog, text) {
  const isWhole = text.selectionStart === text.selectionEnd;
  const [start, end] = isWhole ? [0, text.value.length] : [text.selectionStart, text.selectionEnd];
  const original = text.defaultValue;
  if (text.value !== original) {
    dialog.close();
    return say(dialog.dataset.unsaved, true);
  }
  dialog.querySelector("[name=start]").value = charactersBefore(original, start);
  dialog.querySelector("[name=end]").value = charactersBefore(original, end);
  dialog.querySelector("[data-fragment]").textContent = original.slice(start, end);
  return fillRecords(dialog.querySelector("[name=to_record]"));
}

function fillRecords(select) {
  const here = select.dataset.record;
  const options = Array.from(document.querySelectorAll("#registros tr[data-record]"), (row) => {
    const unit = row.querySelector(".c-unit .read")?.textContent.trim() ?? "";
    const label = `${row.dataset.number} · ${unit}`.slice(0, LONGEST_LABEL);
    return new Option(label, row.dataset.record, false, row.dataset.record === here);
  });
  select.replaceChildren(...options);
}

/** The caret of the field becomes the cut, if it stands inside the text. */
function prepareSplit(dialog, text) {
  const field = dialog.querySelector(`[data-cut="${text.dataset.field}"]`);
  const at = text.selectionStart;
  for (const other of dialog.querySelectorAll("[data-cut]")) other.value = other.defaultValue;
  if (field && at > 0 && at < text.value.length && text.value === text.defaultValue) {
    field.value = `${text.value.slice(0, at).trimEnd()}\n${text.value.slice(at).trimStart()}`;
  }
  field?.focus();
}
