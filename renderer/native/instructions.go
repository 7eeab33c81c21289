package native

import (
	_ "embed"
	"strings"
)

// The inline scripts of a streamed page, sent when they are first needed and written small because they are part of pages. Their
// contract is the DOM that react-dom's client knows: a boundary is a comment `$?`, a template with its id, and the
// fallback, up to the comment `/$`; its content arrives in a hidden element. `$` means complete, `$!` left to the client.
var (
	//go:embed instructions/segment.js
	segmentSource string
	//go:embed instructions/boundary.js
	boundarySource string
	//go:embed instructions/client.js
	clientSource string
	//go:embed instructions/styles.js
	stylesSource string
	//go:embed instructions/formreplay.js
	formReplaySource string
	//go:embed instructions/shelltime.js
	shellTimeSource string

	instructionSegment    = withoutComments(segmentSource)
	instructionBoundary   = withoutComments(boundarySource)
	instructionClient     = withoutComments(clientSource)
	instructionStyles     = withoutComments(stylesSource)
	instructionFormReplay = withoutComments(formReplaySource)
	instructionShellTime  = withoutComments(shellTimeSource)
)

func withoutComments(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		if !strings.HasPrefix(line, "//") {
			b.WriteString(strings.TrimSpace(line))
		}
	}
	return b.String()
}

// sentScripts are the functions that the document has already.
type sentScripts uint8

const (
	sentSegment sentScripts = 1 << iota
	sentBoundary
	sentClient
	sentStyles
)

// startScript begins an inline script with the functions that it needs and that were not sent yet.
func (q *request) startScript(s *stream, needs ...sentScripts) {
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
