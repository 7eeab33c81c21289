package native

import (
	"errors"
	"strconv"
)

// stream collects what is flushed and passes it on in pieces of a size that is good to write.
type stream struct {
	q    *request
	buf  []byte
	full bool // the destination has no more room
}

const streamChunk = 16 << 10

func (s *stream) bytes(p []byte) {
	if len(s.buf)+len(p) > streamChunk && len(s.buf) > 0 {
		s.pass()
	}
	if len(p) >= streamChunk {
		if !s.q.dest.write(p) {
			s.full = true
		}
		return
	}
	s.buf = append(s.buf, p...)
}

func (s *stream) text(parts ...string) {
	for _, p := range parts {
		if len(s.buf)+len(p) > streamChunk && len(s.buf) > 0 {
			s.pass()
		}
		s.buf = append(s.buf, p...)
	}
}

func (s *stream) pass() {
	if len(s.buf) > 0 {
		if !s.q.dest.write(s.buf) {
			s.full = true
		}
		s.buf = s.buf[:0]
	}
}

func hexID(id int) string { return strconv.FormatInt(int64(id), 16) }

func (q *request) segmentID(id int) string     { return q.opts.idPrefix + "S:" + hexID(id) }
func (q *request) placeholderID(id int) string { return q.opts.idPrefix + "P:" + hexID(id) }
func (q *request) boundaryID(id int) string    { return q.opts.idPrefix + "B:" + hexID(id) }

// flush writes everything that is complete (flushCompletedQueues).
func (q *request) flush() {
	s := &stream{q: q}
	err := q.flushQueues(s)
	done := q.allPending == 0 && len(q.clientRendered) == 0 && len(q.completed) == 0
	q.flushPartial = false
	if err != nil {
		s.pass()
		q.fault(err, nil)
		return
	}
	if !done {
		s.pass()
		q.dest.flush()
		if s.full {
			q.dest = nil // startFlowing goes on when there is room
		}
		return
	}
	q.flushing = false
	if q.out.hasBody {
		s.text("</body>")
	}
	if q.out.hasHTML {
		s.text("</html>")
	}
	s.pass()
	dest := q.dest
	dest.flush()
	q.ended()
	q.status = closed
	q.dest = nil
	dest.end()
}

func (q *request) flushQueues(s *stream) error {
	if q.rootPending > 0 {
		return nil
	}
	if q.rootSegment != nil {
		if !q.preambleReady || q.rootSegment.status == segPostponed {
			return nil
		}
		if err := q.flushShell(s); err != nil {
			return err
		}
	}
	q.flushLate(s)
	for len(q.clientRendered) > 0 {
		b := q.clientRendered[0]
		q.clientRendered = q.clientRendered[1:]
		q.flushClientRendered(s, b)
		if s.full {
			return nil
		}
	}
	if err := q.flushCompleted(s); err != nil || s.full {
		return err
	}
	s.pass()
	q.flushPartial = true
	for len(q.partial) > 0 {
		b := q.partial[0]
		q.partial = q.partial[1:]
		if err := q.flushSegments(s, b); err != nil {
			return err
		}
		if s.full {
			return nil
		}
	}
	q.flushPartial = false
	return q.flushCompleted(s)
}

func (q *request) flushCompleted(s *stream) error {
	for len(q.completed) > 0 {
		b := q.completed[0]
		q.completed = q.completed[1:]
		if err := q.flushBoundary(s, b); err != nil {
			return err
		}
		if s.full {
			return nil
		}
	}
	return nil
}

// flushShell writes the document up to what is pending.
func (q *request) flushShell(s *stream) error {
	q.flushed = q.byteSize
	o := &q.out
	p := &o.preamble
	s.bytes(p.html)
	switch {
	case p.head != nil:
		s.bytes(p.head)
	case p.html != nil:
		s.text("<head>")
	}
	s.bytes(o.charset)
	o.charset = nil
	o.preconnects.flush(s)
	s.bytes(o.viewport)
	o.viewport = nil
	o.fonts.flush(s)
	o.highImages.flush(s)
	for _, queue := range o.styleOrder {
		if err := q.flushHeadStyles(s, queue); err != nil {
			return err
		}
	}
	s.bytes(o.importMap)
	o.importMap = nil
	o.bootstrapLinks.flush(s)
	o.scripts.flush(s)
	o.bulk.flush(s)
	if p.html == nil && p.head == nil {
		o.shellID = true
	}
	s.bytes(o.hoistable)
	o.hoistable = nil
	for _, list := range q.preambles {
		for _, seg := range list {
			if err := q.flushSegment(s, seg, nil); err != nil {
				return err
			}
		}
	}
	if p.html != nil || p.head != nil {
		s.text("</head>")
	}
	s.bytes(p.body)
	q.inShell = true
	err := q.flushSegment(s, q.rootSegment, nil)
	q.inShell = false
	q.rootSegment = nil
	if err != nil {
		return err
	}
	if !q.opts.legacy && (q.allPending != 0 || len(q.clientRendered) != 0 || len(q.completed) != 0 || q.tracked != nil) && !o.shellTime {
		o.shellTime = true
		s.text(o.inlineScript)
		s.bytes(q.appendShellID(nil))
		s.text(">", instructionShellTime, "</script>")
	}
	q.flushBootstrap(s)
	return nil
}

func (q *request) shellID() string {
	return string(appendEscaped(nil, "_"+q.opts.idPrefix+"R_"))
}

// appendShellID marks the first script of a shell, once (pushCompletedShellIdAttribute).
func (q *request) appendShellID(dst []byte) []byte {
	if q.out.shellID {
		return dst
	}
	q.out.shellID = true
	return append(append(append(dst, ` id="`...), q.shellID()...), '"')
}

func (q *request) flushBootstrap(s *stream) {
	s.bytes(q.out.bootstrap)
	q.out.bootstrap = nil
}

// flushLate writes resources that became known after the head.
func (q *request) flushLate(s *stream) {
	o := &q.out
	s.bytes(o.viewport)
	o.viewport = nil
	o.preconnects.flush(s)
	o.fonts.flush(s)
	o.highImages.flush(s)
	for _, queue := range o.styleOrder {
		for _, sheet := range queue.sheets {
			q.preloadLateSheet(s, sheet)
		}
		queue.sheets = nil
	}
	o.scripts.flush(s)
	o.bulk.flush(s)
	s.bytes(o.hoistable)
	o.hoistable = nil
}

func (set *resources) flush(s *stream) {
	for _, r := range set.list {
		s.bytes(r.html)
		r.html = nil
	}
	set.list = nil
}

// flushSegment writes a segment, or the boundary that it stands for.
func (q *request) flushSegment(s *stream, seg *segment, h *hoistables) error {
	b := seg.boundary
	if b == nil {
		return q.flushSubtree(s, seg, h)
	}
	seg.boundary = nil
	b.parentFlush = true
	mark := func(text string) {
		if !q.opts.static {
			s.text(text)
		}
	}
	switch {
	case b.status == clientRendered:
		if !q.opts.static {
			s.text("<!--$!--><template")
			if b.digest != nil {
				s.text(` data-dgst="`, string(appendEscaped(nil, *b.digest)), `"`)
			}
			s.text("></template>")
		}
		if err := q.flushSubtree(s, seg, h); err != nil {
			return err
		}
	case b.status == pending || b.status == postponed:
		if b.status == pending {
			b.rootID = q.nextSegment
			q.nextSegment++
		}
		if len(b.segments) > 0 {
			q.partial = append(q.partial, b)
		}
		s.text(`<!--$?--><template id="`, q.boundaryID(b.rootID), `"></template>`)
		if h != nil {
			h.adopt(b.fallbackHead)
		}
		if err := q.flushSubtree(s, seg, h); err != nil {
			return err
		}
	case !q.flushPartial && !q.opts.legacy && q.outlinable(b) &&
		(float64(q.flushed+b.byteSize) > q.opts.chunkSize || b.content.suspensey(q.inShell)):
		b.rootID = q.nextSegment
		q.nextSegment++
		q.completed = append(q.completed, b)
		s.text(`<!--$?--><template id="`, q.boundaryID(b.rootID), `"></template>`)
		if err := q.flushSubtree(s, seg, h); err != nil {
			return err
		}
	default:
		q.flushed += b.byteSize
		if h != nil {
			h.adopt(b.content)
		}
		mark("<!--$-->")
		if len(b.segments) != 1 {
			return errors.New("native renderer: a completed boundary has " + itoa(len(b.segments)) + " root segments")
		}
		if err := q.flushSegment(s, b.segments[0], h); err != nil {
			return err
		}
	}
	mark("<!--/$-->")
	return nil
}

// flushSubtree writes a segment's HTML with its children in their places, or a placeholder when it is pending.
func (q *request) flushSubtree(s *stream, seg *segment, h *hoistables) error {
	seg.parentFlush = true
	switch seg.status {
	case segPending, segPostponed:
		if seg.status == segPending {
			seg.id = q.nextSegment
			q.nextSegment++
		}
		seg.lastText, seg.textEmbedded = false, false
		s.text(`<template id="`, q.placeholderID(seg.id), `"></template>`)
		return nil
	case segCompleted:
		seg.status = segFlushed
		at := 0
		for _, child := range seg.children {
			s.bytes(seg.html[at:child.index])
			at = child.index
			if err := q.flushSegment(s, child, h); err != nil {
				return err
			}
		}
		s.bytes(seg.html[at:])
		seg.html = nil
		return nil
	case segAborted:
		return nil
	}
	return errors.New("native renderer: a segment was to be flushed that had failed or was flushed before")
}

// containers are the elements that carry a segment which is sent alone: what it may stand in, hidden.
var containers = [...]struct{ open, close string }{
	modeRoot:      {`<div hidden id="`, "</div>"},
	modeHTML:      {`<div hidden id="`, "</div>"},
	modeBody:      {`<div hidden id="`, "</div>"},
	modeHead:      {`<div hidden id="`, "</div>"},
	modeSVG:       {`<svg aria-hidden="true" style="display:none" id="`, "</svg>"},
	modeMathML:    {`<math aria-hidden="true" style="display:none" id="`, "</math>"},
	modeTable:     {`<table hidden id="`, "</table>"},
	modeTableBody: {`<table hidden><tbody id="`, "</tbody></table>"},
	modeTableRow:  {`<table hidden><tr id="`, "</tr></table>"},
	modeColGroup:  {`<table hidden><colgroup id="`, "</colgroup></table>"},
}

func (q *request) flushContainer(s *stream, seg *segment, h *hoistables) error {
	c := containers[seg.format.mode]
	s.text(c.open, q.segmentID(seg.id), `">`)
	if err := q.flushSegment(s, seg, h); err != nil {
		return err
	}
	s.text(c.close)
	return nil
}

// flushSegments sends the segments of a boundary that are complete, and the rules that they need.
func (q *request) flushSegments(s *stream, b *boundary) error {
	q.flushed = b.byteSize
	for len(b.segments) > 0 {
		seg := b.segments[0]
		b.segments = b.segments[1:]
		if err := q.flushPartialSegment(s, b, seg); err != nil {
			return err
		}
	}
	q.flushHoistables(s, b.content)
	return nil
}

// flushPartialSegment sends a segment of a boundary whose place is in the document already.
func (q *request) flushPartialSegment(s *stream, b *boundary, seg *segment) error {
	if seg.status == segFlushed {
		return nil
	}
	if seg.id == -1 {
		if b.rootID == -1 {
			return errors.New("native renderer: a boundary has no id")
		}
		seg.id = b.rootID
		return q.flushContainer(s, seg, b.content)
	}
	id := seg.id
	if err := q.flushContainer(s, seg, b.content); err != nil || id == b.rootID {
		return err
	}
	q.startScript(s, sentSegment)
	s.text(`$RS("`, q.segmentID(id), `","`, q.placeholderID(id), `")</script>`)
	return nil
}

// flushBoundary sends a completed boundary's content and the script that shows it.
func (q *request) flushBoundary(s *stream, b *boundary) error {
	if err := q.flushSegments(s, b); err != nil {
		return err
	}
	withStyles := q.out.stylesToHoist
	q.out.stylesToHoist = false
	if withStyles {
		q.startScript(s, sentClient, sentBoundary, sentStyles)
		s.text(`$RR("`)
	} else {
		q.startScript(s, sentBoundary)
		s.text(`$RC("`)
	}
	s.text(q.boundaryID(b.rootID), `","`, q.segmentID(b.rootID), `"`)
	if withStyles {
		s.text(",")
		q.flushSheetsInScript(s, b.content)
	}
	s.text(")</script>")
	q.flushBootstrap(s)
	return nil
}

func (q *request) flushClientRendered(s *stream, b *boundary) {
	q.startScript(s, sentClient)
	s.text(`$RX("`, q.boundaryID(b.rootID), `"`)
	if b.digest != nil {
		s.text(",", jsString(*b.digest))
	}
	s.text(")</script>")
}

// startFlowing gives the request its destination and writes what there is.
func (q *request) startFlowing(dest destination) {
	switch {
	case q.status == closing:
		q.status = closed
		dest.destroy(q.r.recoverableAsFatal(q.fatal))
	case q.status != closed && q.dest == nil:
		q.dest = dest
		q.flush()
	}
}

// enqueueFlush flushes soon what was added outside a task's work.
func (q *request) enqueueFlush() {
	if q.flushing || len(q.pinged) > 0 || q.dest == nil {
		return
	}
	q.flushing = true
	q.schedule(q.r.env.Immediate, q.r.native(func() {
		if q.dest != nil {
			q.flush()
		} else {
			q.flushing = false
		}
	}))
}
