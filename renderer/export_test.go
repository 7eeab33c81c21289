package renderer

// What the external tests see beyond the API.
var (
	Encode       = encode
	AppendText   = appendText
	AppendQuoted = appendQuoted
)

// Pipe is the answer on its way, as the tests drive it.
type Pipe struct{ *pipe }

// The marks of back pressure.
const (
	HighWater = highWater
	LowWater  = lowWater
)

func NewPipe() Pipe { return Pipe{newPipe()} }

func (p Pipe) Start(status int) { p.put(piece{head: &head{status: status}}) }

func (p Pipe) Text(s string) {
	c := newChunk()
	*c = append(*c, s...)
	p.put(piece{text: c})
}

func (p Pipe) Flush()                   { p.put(piece{flush: true}) }
func (p Pipe) Close(err error)          { p.close(err) }
func (p Pipe) Full(drained func()) bool { return p.full(drained) }
func (p Pipe) Size() int                { return p.size }

func (p Pipe) Next() bool {
	_, ok := p.next()
	return ok
}

func (p Pipe) CopyTo(sink Sink, fail func(error)) (bool, error) { return p.copyTo(sink, fail) }
