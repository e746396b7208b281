// Runs before anything is painted: how the reader wants pages to look.
try {
  for (const name of ["theme", "size"]) {
    const chosen = localStorage.getItem("khabar-" + name);
    if (chosen) document.documentElement.dataset[name] = chosen;
  }
} catch {
  // A browser that keeps nothing shows the page as it comes.
}
