// Package e2e holds tests of the whole: they build the ssr command, start it as a user would, on example-app and on small
// apps that misbehave, and look at it from outside, through a browser and on the wire. It has no code of its own.
//
// Tests that need Chromium or example-app's npm packages skip where these are missing, and fail instead where the
// environment has CI=true.
package e2e
