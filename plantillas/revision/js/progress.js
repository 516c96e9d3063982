/* The page of a batch: rows and totals are replaced as they change. */

const place = document.querySelector("[data-progress]");
const events = new EventSource(place.dataset.progress);

/** Put a part that the server made in the place of the one with the same id; who had the focus keeps it. */
function replace(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const part = template.content.firstElementChild;
  const old = document.getElementById(part.id);
  const focused = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  old.replaceWith(part);
  if (focused === null) return;
  const same = [...part.querySelectorAll("a, button")].find((element) => element.textContent === focused);
  (same ?? document.getElementById("contenido")).focus();
}

events.addEventListener("fila", (event) => replace(event.data));
events.addEventListener("resumen", (event) => replace(event.data));
events.addEventListener("fin", () => {
  events.close();
  document.getElementById("aviso").textContent = place.dataset.done;
});
addEventListener("pagehide", () => events.close());
