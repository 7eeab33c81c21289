package renderer

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"sync"
)

//go:embed errorpage.html
var errorPageSource string

var errorPageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("errorpage.html").Parse(errorPageSource))
})

// ErrorPage is the page of last resort: what visitors see when the app has no page for what happened, or that one fails.
type ErrorPage struct {
	// Status is the HTTP status.
	Status int
	// Message is shown below the status; empty means a sentence for the status.
	Message string
	// Stack is shown when it is set: in development.
	Stack string
	// Digest is shown small, so that it can be found in the log.
	Digest string
	// Nonce is put on the page's style element.
	Nonce string
}

// HTML is the page as a whole document.
func (p ErrorPage) HTML() []byte {
	title := http.StatusText(p.Status)
	if title == "" {
		title = "Error"
	}
	text := p.Message
	if text == "" || text == title {
		text = explain(p.Status)
	}
	var b bytes.Buffer
	if err := errorPageTemplate().Execute(&b, map[string]any{
		"Status": p.Status, "Title": title, "Text": text, "Stack": p.Stack, "Digest": p.Digest, "Nonce": p.Nonce,
	}); err != nil {
		return []byte(title) // the template can't fail on these values
	}
	return b.Bytes()
}

func explain(status int) string {
	switch {
	case status == http.StatusNotFound:
		return "There is no page at this address."
	case status == http.StatusMethodNotAllowed:
		return "This page can only be read."
	case status == http.StatusServiceUnavailable:
		return "The server is busy. Please try again in a moment."
	case status == http.StatusGatewayTimeout:
		return "The page took too long. Please try again."
	case status >= 500:
		return "Something went wrong on the server. It has been recorded."
	}
	return "The request could not be answered."
}
