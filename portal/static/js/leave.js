// "Leave this page quickly" works as a plain link. With scripts, the page is also blanked at once and
// its place in the history is taken by where the link leads: "back" does not return to it.
document.addEventListener("click", function (event) {
  var link = event.target.closest(".leave a");
  if (!link) {
    return;
  }
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(link.href);
});
