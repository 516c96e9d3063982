/* The first page: what is dropped anywhere on it, or chosen, is sent at once; what is too much is said before. */

const form = document.getElementById("subir");
const choice = document.getElementById("archivos");
const says = document.getElementById("subir-dice");
const limits = form.dataset;
let depth = 0;

/** Return why the chosen files cannot be sent, or nothing. */
function problem(files) {
  if (files.length > Number(limits.files)) return limits.tooMany;
  const sizes = Array.from(files, (file) => file.size);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const tooLarge = Math.max(...sizes) > Number(limits.fileBytes) || total > Number(limits.batchBytes);
  return tooLarge ? limits.tooLarge : "";
}

function send() {
  if (!choice.files.length) return;
  const wrong = problem(choice.files);
  says.classList.toggle("failures", Boolean(wrong));
  says.textContent = wrong || limits.sending;
  if (!wrong) form.requestSubmit();
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

function lit(by) {
  depth = Math.max(depth + by, 0);
  form.classList.toggle("lit", depth > 0);
}

choice.addEventListener("change", send);
form.addEventListener("submit", () => (form.querySelector("button").disabled = true));
addEventListener("pageshow", () => (form.querySelector("button").disabled = false));
addEventListener("dragenter", (event) => hasFiles(event) && lit(1));
addEventListener("dragleave", (event) => hasFiles(event) && lit(-1));
addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  lit(-depth);
  choice.files = event.dataTransfer.files;
  send();
});
