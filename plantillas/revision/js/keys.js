/* Keys: an element with `data-key="x"` is clicked when x is pressed outside of a text.

WCAG 2.1.4 asks that single keys can be switched off: a tick box with `data-keys-switch` does it, and it is remembered. */

import { say } from "./answers.js";

const STORED = "lotaip.keys";
const TYPED_INTO = "textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]";
const PRESSED_BY_ENTER = "a[href], button, summary, input";

const isOn = () => localStorage.getItem(STORED) !== "off";

/** The name of a key as pages write it: capitals mean Shift, whatever Caps Lock says. */
function nameOf(event) {
  if (event.key.length > 1) return event.key;
  return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
}

function isMeantForThePage(event, key) {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
  if (event.target.closest(TYPED_INTO)) return false;
  return key !== "Enter" || !event.target.closest(PRESSED_BY_ENTER);
}

function findElement(key) {
  const place = document.querySelector("dialog[open]") ?? document;
  const elements = place.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
  return Array.from(elements).find((element) => element.checkVisibility() && !element.disabled);
}

function press(event) {
  const key = nameOf(event);
  if (!isOn() || !isMeantForThePage(event, key)) return;
  const element = findElement(key);
  if (!element) return;
  event.preventDefault();
  if (!asksAgain(element)) element.click();
}

/** What is easily confirmed by mistake takes its key twice: the first time says what the second one does. */
function asksAgain(element) {
  if (!element.dataset.twice || "pressed" in element.dataset) return false;
  element.dataset.pressed = "";
  say(element.dataset.twice);
  return true;
}

function bindSwitch() {
  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.checked = isOn();
    box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
  }
}

export function startKeys() {
  document.addEventListener("keydown", press);
  bindSwitch();
}
