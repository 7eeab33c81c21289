package native

import (
	_ "embed"
	"strings"
)

//go:embed instructions.js
var instructionsSource string

// sentScripts are the functions that the document has already.
type sentScripts uint8

const (
	sentSegment sentScripts = 1 << iota
	sentBoundary
	sentClient
	sentStyles
)

// The functions of instructions.js by what they do. Each is one line there.
var (
	instructionSegment    = instruction("$RS")
	instructionBoundary   = instruction("$RC")
	instructionClient     = instruction("$RX")
	instructionStyles     = instruction("$RR")
	instructionFormReplay = instruction("addEventListener")
	instructionShellTime  = instruction("requestAnimationFrame")
)

func instruction(start string) string {
	for line := range strings.Lines(instructionsSource) {
		if strings.HasPrefix(line, start) {
			return strings.TrimSpace(line)
		}
	}
	panic("instructions.js has no line that begins with " + start)
}

// script1 begins an inline script with the functions that it needs and that were not sent yet.
func (q *request) script1(s *stream, needs ...sentScripts) {
	s.text(q.out.inlineScript, ">")
	for _, n := range needs {
		if q.out.sent&n != 0 {
			continue
		}
		q.out.sent |= n
		switch n {
		case sentSegment:
			s.text(instructionSegment)
		case sentBoundary:
			s.text(instructionBoundary)
		case sentClient:
			s.text(instructionClient)
		case sentStyles:
			s.text(instructionStyles)
		}
	}
}

// injectFormReplay adds the script that keeps forms which are submitted before hydration.
func (q *request) injectFormReplay() {
	if q.out.formReplay {
		return
	}
	q.out.formReplay = true
	script := []byte(q.out.inlineScript)
	if p := &q.out.preamble; (p.html != nil || p.head != nil) && len(q.out.bootstrap) == 0 {
		script = q.appendShellID(script)
	}
	script = append(script, '>')
	script = append(script, instructionFormReplay...)
	script = append(script, "</script>"...)
	q.out.bootstrap = append(script, q.out.bootstrap...)
}
