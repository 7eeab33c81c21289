package renderer

import (
	"net/http"
	"sync"
)

const (
	// chunkSize is how much text is collected before it is handed over within one flush.
	chunkSize = 32 << 10
	// highWater is how much may wait for the client before React is told to pause, lowWater when it may go on.
	highWater = 256 << 10
	lowWater  = 64 << 10
)

// A pipe carries the answer from the goroutine of the VM to that of the sink. Neither waits for the other while it holds a
// lock, and the writer never waits: it is told when much is waiting, so that a VM is not held up by a slow client
// more than React wants it to be.
type pipe struct {
	mu      sync.Mutex
	filled  sync.Cond // something came, or the pipe was closed
	queue   []piece
	size    int    // bytes in queue
	closed  bool   // nothing more comes
	err     error  // why
	broken  bool   // nobody reads any more
	drained func() // called once when little is waiting; nil when nobody asked
}

// piece is one step of an answer: its beginning, some text, or a flush.
type piece struct {
	head  *head
	text  *[]byte // from chunks, goes back there
	flush bool
}

type head struct {
	status int
	header http.Header
}

// chunks are buffers of about chunkSize.
var chunks sync.Pool

func newChunk() *[]byte {
	if c, ok := chunks.Get().(*[]byte); ok {
		*c = (*c)[:0]
		return c
	}
	c := make([]byte, 0, chunkSize+chunkSize/4)
	return &c
}

func freeChunk(c *[]byte) {
	if cap(*c) <= 4*chunkSize { // an odd big one isn't kept
		chunks.Put(c)
	}
}

func newPipe() *pipe {
	p := &pipe{}
	p.filled.L = &p.mu
	return p
}

// put queues a piece.
func (p *pipe) put(it piece) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken {
		if it.text != nil {
			freeChunk(it.text)
		}
		return
	}
	if it.text != nil {
		p.size += len(*it.text)
	}
	p.queue = append(p.queue, it)
	p.filled.Signal()
}

// full reports whether so much is waiting that the writer should pause. If so, drained is called, once and from another goroutine,
// when it may go on.
func (p *pipe) full(drained func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken || p.size < highWater {
		return false
	}
	p.drained = drained
	return true
}

// close ends the answer; err is what next returns at the end.
func (p *pipe) close(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed, p.err = true, err
	p.filled.Signal()
}

// next waits for the next piece. ok is false at the end of the answer.
func (p *pipe) next() (it piece, ok bool) {
	p.mu.Lock()
	for len(p.queue) == 0 && !p.closed {
		p.filled.Wait()
	}
	if len(p.queue) == 0 {
		p.mu.Unlock()
		return piece{}, false
	}
	it = p.queue[0]
	p.queue[0] = piece{}
	p.queue = p.queue[1:]
	if it.text != nil {
		p.size -= len(*it.text)
	}
	var drained func()
	if p.size < lowWater {
		drained, p.drained = p.drained, nil
	}
	p.mu.Unlock()
	if drained != nil {
		drained()
	}
	return it, true
}

// abandon drops what is queued and all that is still to come.
func (p *pipe) abandon() {
	p.mu.Lock()
	p.broken = true
	for _, it := range p.queue {
		if it.text != nil {
			freeChunk(it.text)
		}
	}
	p.queue, p.size = nil, 0
	drained := p.drained
	p.drained = nil
	p.mu.Unlock()
	if drained != nil {
		drained()
	}
}

// copyTo gives the answer to sink as it comes and returns when it is over: the error that close was given, or the
// sink's own, which fail is told and after which the rest is dropped. started tells whether the sink was told the status.
func (p *pipe) copyTo(sink Sink, fail func(error)) (started bool, err error) {
	for {
		it, ok := p.next()
		if !ok {
			if err == nil {
				err = p.err
			}
			return started, err
		}
		var failure error
		switch {
		case it.head != nil:
			started = true
			failure = sink.Start(it.head.status, it.head.header)
		case it.text != nil:
			_, failure = sink.Write(*it.text)
			freeChunk(it.text)
		case it.flush:
			failure = sink.Flush()
		}
		if failure != nil {
			err = failure
			p.abandon()
			fail(failure)
		}
	}
}
