/* What the server answers: messages are said and shown, focus goes where work goes on, failures are told. */

const SHOWN_FOR = 7000;
let hiding = 0;

/** Show a message; the live region also says it. */
export function say(text, isError = false) {
  const toast = document.getElementById("aviso");
  clearTimeout(hiding);
  toast.textContent = text;
  toast.classList.toggle("error", isError);
  hiding = setTimeout(() => (toast.textContent = ""), SHOWN_FOR);
}

/** A refusal that was made for this page is shown like any answer; of a whole error page only its sentence is said. */
function beforeSwap(event) {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  const isPage = xhr.responseText.trimStart().toLowerCase().startsWith("<!doctype");
  event.detail.shouldSwap = Boolean(xhr.responseText) && !isPage;
  event.detail.isError = !event.detail.shouldSwap;
}

function failed(event) {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  say(page.querySelector("main .lead")?.textContent || texts().failed, true);
}

/** The server sends what it did in `data-says`; an element with `data-takes-focus` is where work goes on. */
function afterSettle(event) {
  const part = event.detail.elt;
  const said = part.matches?.("[data-says]") ? part : part.querySelector?.("[data-says]");
  if (said) say(said.dataset.says, "error" in said.dataset);
  const next = part.matches?.("[data-takes-focus]") ? part : part.querySelector?.("[data-takes-focus]");
  next?.focus({ preventScroll: next.dataset.takesFocus === "still" });
}

function texts() {
  return document.getElementById("aviso").dataset;
}

export function startAnswers() {
  document.addEventListener("htmx:afterSettle", afterSettle);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", () => say(texts().offline, true));
  document.addEventListener("htmx:timeout", () => say(texts().offline, true));
}
