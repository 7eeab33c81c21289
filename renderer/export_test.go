package renderer

// What the external tests see beyond the API.
var (
	Encode       = encode
	AppendText   = appendText
	AppendQuoted = appendQuoted
)
