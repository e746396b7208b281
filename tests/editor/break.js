// The positive control: breaks the editor on purpose, so that a check which cannot fail is found out.
// `arrows` handles the arrows as if all text ran from left to right.

const broken = document.currentScript.dataset.break;
addEventListener(
  "keydown",
  (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const app = document.getElementById("editor").khabar;
    if (broken !== "arrows" || !step || event.shiftKey || event.ctrlKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { state } = app.view;
    const at = Math.max(1, Math.min(state.doc.content.size - 1, state.selection.head + step));
    const Selection = state.selection.constructor;
    app.view.dispatch(state.tr.setSelection(Selection.create(state.doc, at)));
  },
  true,
);
