/* The queue: one field after the other, with keys only. */

/** Show the editor in place of the choices, or go back. */
function toggleEditor(event) {
  const opener = event.target.closest("[data-edits]");
  if (opener) openEditor(document.getElementById(opener.dataset.edits));
  if (event.target.closest("[data-stops-editing]")) closeEditor(event.target.closest(".editor"));
}

function openEditor(editor) {
  document.querySelector("#opciones").hidden = true;
  editor.hidden = false;
  const text = editor.querySelector("textarea, input[type=text]");
  text.focus();
  text.select();
}

function closeEditor(editor) {
  editor.hidden = true;
  document.querySelector("#opciones").hidden = false;
  document.querySelector("#titulo").focus();
}

/** In the editor Enter saves and Escape goes back: a field is one line of text. */
function editorKeys(event) {
  const editor = event.target.closest?.(".editor");
  if (!editor) return;
  if (event.key === "Escape") closeEditor(editor);
  else if (event.key === "Enter" && event.target.matches("textarea") && !event.shiftKey) editor.requestSubmit();
  else return;
  event.preventDefault();
}

/** What the next field will show is fetched while this one is read. */
function prefetch() {
  for (const { dataset } of document.querySelectorAll("[data-prefetch]")) new Image().src = dataset.prefetch;
}

export function startQueue(page) {
  page.addEventListener("click", toggleEditor);
  page.addEventListener("keydown", editorKeys);
  document.addEventListener("htmx:afterSettle", prefetch);
  prefetch();
}
