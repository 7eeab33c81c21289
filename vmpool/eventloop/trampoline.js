// The one way into JavaScript for the event loop's tasks; see loop.go.
(function (run) {
  run();
});
