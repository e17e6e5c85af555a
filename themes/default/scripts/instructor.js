// The instructor's view (?instructor, then remembered): notes for whoever teaches stand open, and are printed.
(() => {
  "use strict";
  const { make, text } = Atelier;
  Atelier.keep("instructor", "1");
  for (const notes of document.querySelectorAll("details.instructor")) notes.setAttribute("open", "");
  const leave = () => {
    Atelier.keep("instructor", null);
    const address = new URL(location.href);
    address.searchParams.delete("instructor");
    location.replace(address);
    if (address.href === location.href) location.reload();
  };
  document.querySelector("main")?.prepend(
    make("div", { class: "tools instructs" }, make("span", {}, text("instructor.view")), Atelier.button("instructor.leave", leave)),
  );
})();
