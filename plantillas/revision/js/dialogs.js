/* Dialogs and menus: `data-opens="id"` opens a dialog, `data-closes` closes the one around it. */

export function openDialog(dialog) {
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
  dialog.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
}

function click(event) {
  const opener = event.target.closest("[data-opens]");
  if (opener) openDialog(document.getElementById(opener.dataset.opens));
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
  closeMenus(event.target);
}

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target) || target.closest("details.menu a")) menu.open = false;
  }
}

function escape(event) {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function startDialogs() {
  document.addEventListener("click", click);
  document.addEventListener("keydown", escape);
}
