package eventloop

// AsyncKind is what a callback was queued as.
type AsyncKind int

// The kinds of callbacks.
const (
	AsyncTimer AsyncKind = iota
	AsyncImmediate
	AsyncTick
	AsyncOperation // work outside of the loop
	AsyncPromise   // a promise reaction
)

// AsyncObserver hears of the callbacks that a loop queues and calls: what async_hooks needs. Its methods are called on the loop, most of
// them while JavaScript runs.
type AsyncObserver interface {
	// Queued returns the state that a new callback is to carry, given that of the code that queues it.
	Queued(kind AsyncKind, state any) any
	// Enter is called before a callback, with the state that it carries, and returns the one in which it runs.
	Enter(kind AsyncKind, state any) any
	// Leave is called after the callback, with what Enter returned.
	Leave(state any)
	// Dropped is called when a callback that carried state will not be called again.
	Dropped(state any)
}

// AsyncState is what AsyncLocalStorage follows: the frame of the code that runs now. It travels with timers, ticks, immediates,
// pending operations and promise reactions.
func (l *Loop) AsyncState() any { return l.asyncState }

// SetAsyncState replaces the frame of the code that runs now.
func (l *Loop) SetAsyncState(state any) { l.asyncState = state }

// Observe sets the observer of the callbacks of this run and the later ones; nil, the default, costs nothing.
func (l *Loop) Observe(o AsyncObserver) { l.observer = o }

// frame is the state that a new callback carries.
func (l *Loop) frame(kind AsyncKind) any {
	if l.observer == nil {
		return l.asyncState
	}
	return l.observer.Queued(kind, l.asyncState)
}

// enter calls a callback in its state.
func (l *Loop) enter(kind AsyncKind, state any, run func() error) error {
	if l.observer != nil {
		state = l.observer.Enter(kind, state)
	}
	l.asyncState = state
	err := run()
	if l.observer != nil {
		l.observer.Leave(state)
	}
	return err
}

// drop tells the observer of the end of a callback.
func (l *Loop) drop(state any) {
	if l.observer != nil {
		l.observer.Dropped(state)
	}
}

// contextTracker carries the frame through promise reactions.
type contextTracker struct {
	loop    *Loop
	entered any
}

func (t *contextTracker) Grab() any { return t.loop.frame(AsyncPromise) }

func (t *contextTracker) Resumed(state any) {
	l := t.loop
	if l.observer != nil {
		state = l.observer.Enter(AsyncPromise, state)
	}
	l.asyncState, t.entered = state, state
}

func (t *contextTracker) Exited() {
	l := t.loop
	if l.observer != nil {
		l.observer.Leave(t.entered)
		l.observer.Dropped(t.entered)
	}
	l.asyncState, t.entered = nil, nil
}
