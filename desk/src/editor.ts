// Where the bundle begins: finds the page's editor and starts it. The page's contract stands in README.md.

import { App } from "./page/app";

const main = document.getElementById("editor");
if (main) {
  const app = new App(main);
  // For the desk's own scripts and checks: the running editor hangs on its element.
  (main as HTMLElement & { khabar?: App }).khabar = app;
  void app.start();
}
