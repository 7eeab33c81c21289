package webfetch

// DialWith is DialContext with a resolver of its own.
var DialWith = dialContext
