package eventloop

import (
	"errors"
	"time"

	"github.com/dop251/goja"
)

// Interrupt stops the JavaScript that runs now, or the wait for something to do, and ends the run with cause, which JavaScript
// cannot catch. Any goroutine may call it at any time: between runs it does nothing. The caller sees to it that it means this run and
// not the next; InterruptRun does so itself.
func (l *Loop) Interrupt(cause error) { l.interrupt(nil, cause) }

// InterruptRun is Interrupt for the run that Busy named; it does nothing when another has begun since.
func (l *Loop) InterruptRun(run uint64, cause error) { l.interrupt(&run, cause) }

func (l *Loop) interrupt(run *uint64, cause error) {
	l.liveMu.Lock()
	defer l.liveMu.Unlock()
	if l.live && l.cut == nil && (run == nil || *run == l.run) {
		l.cut = cause // the first counts
		l.rt.Interrupt(cause)
		l.wakeUp()
	}
}

// interrupted is what Interrupt was given in this run.
func (l *Loop) interrupted() error {
	l.liveMu.Lock()
	defer l.liveMu.Unlock()
	return l.cut
}

func (l *Loop) setLive(live bool) {
	l.liveMu.Lock()
	l.live, l.cut = live, nil
	if live {
		l.run++
	}
	l.liveMu.Unlock()
}

// Busy is how long JavaScript has been running since the loop last waited, and in which run; zero when it waits or nothing
// runs. Any goroutine may call it.
func (l *Loop) Busy() (run uint64, d time.Duration) {
	l.liveMu.Lock()
	defer l.liveMu.Unlock()
	since := l.busySince.Load()
	if since == 0 || !l.live {
		return 0, 0
	}
	return l.run, time.Since(l.start) - time.Duration(since)
}

// interruption tells errors that JavaScript can't catch, and their cause.
func interruption(err error) (error, bool) {
	var in *goja.InterruptedError
	if errors.As(err, &in) {
		if cause, ok := in.Value().(error); ok {
			return &Interrupted{Cause: cause, Stack: in.String()}, true
		}
		return err, true
	}
	var deep *goja.StackOverflowError
	if errors.As(err, &deep) {
		return err, true
	}
	return nil, false
}

// Interrupted is the error of a run whose JavaScript was stopped from outside.
type Interrupted struct {
	// Cause is what Interrupt was given, or the cause of the context's end.
	Cause error
	// Stack is where JavaScript was, as goja prints it.
	Stack string
}

// Error says the cause.
func (e *Interrupted) Error() string { return e.Cause.Error() }

// Unwrap is the cause.
func (e *Interrupted) Unwrap() error { return e.Cause }
