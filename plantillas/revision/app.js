/* The scripts of the review app: what every page needs, and what the page at hand asks for (`main[data-page]`). */

import { startAnswers } from "./js/answers.js";
import { startDialogs } from "./js/dialogs.js";
import { startDocument } from "./js/document.js";
import { startKeys } from "./js/keys.js";
import { startQueue } from "./js/queue.js";

const PAGES = { documento: startDocument, cola: startQueue };

startKeys();
startDialogs();
startAnswers();
const page = document.querySelector("main[data-page]");
PAGES[page?.dataset.page]?.(page);
