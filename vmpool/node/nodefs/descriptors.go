package nodefs

import (
	"io"
	"os"
	"sync"
	"syscall"
)

// table is the open files of one VM by descriptor. Operations off the loop use it too.
type table struct {
	mu   sync.Mutex
	open map[int]*openFile
}

// openFile is an open file, or one of the host's streams.
type openFile struct {
	file   *os.File
	path   string
	reader io.Reader // descriptor 0
	writer io.Writer // descriptors 1 and 2
}

// add gives f the lowest free descriptor above those of the standard streams.
func (t *table) add(f *os.File, path string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	fd := 3
	for t.open[fd] != nil {
		fd++
	}
	t.open[fd] = &openFile{file: f, path: path}
	return fd
}

// closeAll closes what is open.
func (t *table) closeAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for fd, o := range t.open {
		delete(t.open, fd)
		_ = o.file.Close() // the run is over: nobody is left to tell
	}
}

// closeAtEnd makes the current run close what it leaves open. Only on the loop.
func (f *filesystem) closeAtEnd() {
	ctx := f.vm.Loop.Context()
	if ctx == nil || f.closes == ctx {
		return
	}
	f.closes = ctx
	f.vm.Loop.Work(func() {
		<-ctx.Done()
		f.table.closeAll()
	})
}

// get is the file of a descriptor, or EBADF.
func (f *filesystem) get(fd int) (*openFile, error) {
	f.table.mu.Lock()
	defer f.table.mu.Unlock()
	if o := f.table.open[fd]; o != nil {
		return o, nil
	}
	host := f.vm.Host
	switch {
	case fd == 0 && host.Stdin != nil:
		return &openFile{reader: host.Stdin}, nil
	case fd == 0:
		return &openFile{reader: eof{}}, nil
	case fd == 1 && host.Stdout != nil:
		return &openFile{writer: host.Stdout}, nil
	case fd == 2 && host.Stderr != nil:
		return &openFile{writer: host.Stderr}, nil
	}
	return nil, syscall.EBADF
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

// take removes a descriptor.
func (t *table) take(fd int) (*os.File, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	o := t.open[fd]
	if o == nil {
		return nil, syscall.EBADF
	}
	delete(t.open, fd)
	return o.file, nil
}

// read reads at position, or at the file's own when it is negative; the end of the file is no error.
func (o *openFile) read(b []byte, position int64) (int, error) {
	var n int
	var err error
	switch {
	case len(b) == 0:
		return 0, nil
	case o.reader != nil:
		n, err = o.reader.Read(b)
	case o.file == nil:
		return 0, syscall.EBADF
	case position >= 0:
		n, err = o.file.ReadAt(b, position)
	default:
		n, err = o.file.Read(b)
	}
	if err == io.EOF || n > 0 {
		err = nil
	}
	return n, err
}

func (o *openFile) write(b []byte, position int64) (int, error) {
	switch {
	case o.writer != nil:
		return o.writer.Write(b)
	case o.file == nil:
		return 0, syscall.EBADF
	case position >= 0:
		return o.file.WriteAt(b, position)
	}
	return o.file.Write(b)
}
