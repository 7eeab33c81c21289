package renderer

// Error is a page that failed, in whole or in part.
type Error struct {
	// Status is the HTTP status of the answer that the visitor got for it.
	Status int
	// Message is what the visitor may see: never a message of the app's code, except in development.
	Message string
	// Digest identifies the error in the page that was sent and in the log.
	Digest string
	// Stack is the source-mapped stack trace for the log; it begins with name and message.
	Stack string
	// ComponentStack are the React components around the failure, innermost first; empty when it was not in a component.
	ComponentStack string
	// Phase says what was being done: "action", "loader", "shell", "boundary" (a part below Suspense, left to the client), "data" (a
	// deferred value), "run".
	Phase string
	// Started says that the answer had begun. When the error ended the rendering, the answer is incomplete and the connection
	// should be cut, so that the client notices.
	Started bool

	cause error
}

// Error says what happened, for the log.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Message
	}
	return e.cause.Error()
}

// Unwrap is what happened: a *vmpool.Error, ctx's cause, an error of the sink or of the pool.
func (e *Error) Unwrap() error { return e.cause }
