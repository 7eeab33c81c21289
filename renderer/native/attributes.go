package native

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// rule is how React DOM serialises a property.
type rule uint8

const (
	ruleDefault    rule = iota
	ruleString          // not booleans
	ruleStyle           // an object
	ruleURL             // sanitised; empty ones are dropped
	ruleURLOrEmpty      // sanitised
	ruleSkip            // never an attribute
	ruleBoolean         // present or not
	ruleEnumerated      // booleans as text
	ruleOverloaded      // boolean, or a value
	rulePositive        // a number of at least 1
	ruleNumeric         // a number
)

type attributeRule struct {
	rule rule
	name string // the attribute's
}

// attributeRules has the properties that pushAttribute knows by name; the others follow ruleDefault.
var attributeRules = makeAttributeRules()

func makeAttributeRules() map[string]attributeRule {
	rules := map[string]attributeRule{
		"className": {ruleString, "class"}, "tabIndex": {ruleString, "tabindex"}, "style": {ruleStyle, "style"},
		"xlinkHref": {ruleURLOrEmpty, "xlink:href"}, "xlinkActuate": {ruleString, "xlink:actuate"},
		"xlinkArcrole": {ruleString, "xlink:arcrole"}, "xlinkRole": {ruleString, "xlink:role"}, "xlinkShow": {ruleString, "xlink:show"},
		"xlinkTitle": {ruleString, "xlink:title"}, "xlinkType": {ruleString, "xlink:type"}, "xmlBase": {ruleString, "xml:base"},
		"xmlLang": {ruleString, "xml:lang"}, "xmlSpace": {ruleString, "xml:space"},
		"autoFocus": {ruleBoolean, "autofocus"}, "multiple": {ruleBoolean, "multiple"}, "muted": {ruleBoolean, "muted"},
	}
	for r, names := range map[rule]string{
		ruleString:     "dir role viewBox width height",
		ruleURL:        "src href",
		ruleURLOrEmpty: "action formAction",
		ruleSkip:       "defaultValue defaultChecked innerHTML suppressContentEditableWarning suppressHydrationWarning ref",
		ruleEnumerated: "contentEditable spellCheck draggable value autoReverse externalResourcesRequired focusable preserveAlpha",
		ruleBoolean:    "inert allowFullScreen async autoPlay controls credentialless default defer disabled disablePictureInPicture disableRemotePlayback formNoValidate hidden loop noModule noValidate open playsInline readOnly required reversed scoped seamless itemScope",
		ruleOverloaded: "capture download",
		rulePositive:   "cols rows size span",
		ruleNumeric:    "rowSpan start",
	} {
		for _, n := range strings.Fields(names) {
			rules[n] = attributeRule{r, n}
		}
	}
	return rules
}

// attributeAliases has the attributes whose names are not their properties'.
var attributeAliases = makeAttributeAliases()

func makeAttributeAliases() map[string]string {
	aliases := map[string]string{
		"acceptCharset": "accept-charset", "htmlFor": "for", "httpEquiv": "http-equiv", "crossOrigin": "crossorigin",
		"panose-1": "panose-1", "xmlnsXlink": "xmlns:xlink", "xHeight": "x-height",
	}
	// SVG's: camelCase in JavaScript, with hyphens in the document.
	for _, n := range strings.Fields(`accentHeight alignmentBaseline arabicForm baselineShift capHeight clipPath clipRule colorInterpolation
		colorInterpolationFilters colorProfile colorRendering dominantBaseline enableBackground fillOpacity fillRule floodColor floodOpacity
		fontFamily fontSize fontSizeAdjust fontStretch fontStyle fontVariant fontWeight glyphName glyphOrientationHorizontal
		glyphOrientationVertical horizAdvX horizOriginX imageRendering letterSpacing lightingColor markerEnd markerMid markerStart maskType
		overlinePosition overlineThickness paintOrder pointerEvents renderingIntent shapeRendering stopColor stopOpacity
		strikethroughPosition strikethroughThickness strokeDasharray strokeDashoffset strokeLinecap strokeLinejoin strokeMiterlimit
		strokeOpacity strokeWidth textAnchor textDecoration textRendering transformOrigin underlinePosition underlineThickness unicodeBidi
		unicodeRange unitsPerEm vAlphabetic vHanging vIdeographic vMathematical vectorEffect vertAdvY vertOriginX vertOriginY wordSpacing
		writingMode`) {
		aliases[n] = hyphenate(n)
	}
	return aliases
}

func hyphenate(name string) string {
	var b strings.Builder
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			b.WriteByte('-')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}

const (
	nameStart = `:A-Z_a-z\x{00C0}-\x{00D6}\x{00D8}-\x{00F6}\x{00F8}-\x{02FF}\x{0370}-\x{037D}\x{037F}-\x{1FFF}\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}`
	nameRest  = nameStart + `\-.0-9\x{00B7}\x{0300}-\x{036F}\x{203F}-\x{2040}`
)

var (
	attributeName = regexp.MustCompile(`^[` + nameStart + `][` + nameRest + `]*$`)
	tagName       = regexp.MustCompile(`^[a-zA-Z][a-zA-Z:_.\-\d]*$`)
)

// validAttributeName is isAttributeNameSafe; most names are plain letters.
func validAttributeName(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' && i > 0) {
			return attributeName.MatchString(name)
		}
	}
	return name != ""
}

func appendAttr(dst []byte, name, value string) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, '=', '"')
	dst = appendEscaped(dst, value)
	return append(dst, '"')
}

func appendFlag(dst []byte, name string) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	return append(dst, '=', '"', '"')
}

// appendStringAttr is pushStringAttribute.
func (r *Runtime) appendStringAttr(dst []byte, name string, v compiled.Value) []byte {
	switch valueKindOf(v) {
	case kFunction, kSymbol, kBool:
		return dst
	}
	return r.appendValueAttr(dst, name, v)
}

// appendValueAttr writes an attribute with a value's text.
func (r *Runtime) appendValueAttr(dst []byte, name string, v compiled.Value) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, '=', '"')
	if v.IsNumber() {
		dst = v.AppendNumber(dst)
	} else {
		dst = appendEscaped(dst, r.textOf(v))
	}
	return append(dst, '"')
}

// textOf is ToString.
func (r *Runtime) textOf(v compiled.Value) string {
	if s, ok := v.Text(); ok {
		return s
	}
	if v.IsNumber() {
		return v.NumberText()
	}
	if v.IsBool() {
		return strconv.FormatBool(v.Truthy())
	}
	return r.realm.ToGoja(v).String()
}

// appendBoolAttr is pushBooleanAttribute.
func appendBoolAttr(dst []byte, name string, v compiled.Value) []byte {
	if k := valueKindOf(v); k == kFunction || k == kSymbol || !v.Truthy() {
		return dst
	}
	return appendFlag(dst, name)
}

// appendAttribute is pushAttribute: one property as an attribute, or nothing. v is not null or undefined.
func (r *Runtime) appendAttribute(dst []byte, name string, v compiled.Value) ([]byte, error) {
	known := attributeRules[name]
	if known.rule == ruleDefault {
		return r.appendOther(dst, name, v), nil
	}
	name = known.name
	k := valueKindOf(v)
	switch known.rule {
	case ruleString:
		return r.appendStringAttr(dst, name, v), nil
	case ruleStyle:
		return r.appendStyle(dst, v)
	case ruleURL:
		if isEmptyString(v) {
			return dst, nil
		}
		fallthrough
	case ruleURLOrEmpty:
		if k == kFunction || k == kSymbol || k == kBool {
			return dst, nil
		}
		return appendAttr(dst, name, sanitizeURL(r.textOf(v))), nil
	case ruleSkip:
		return dst, nil
	}
	if k == kFunction || k == kSymbol {
		return dst, nil
	}
	switch known.rule {
	case ruleBoolean:
		if v.Truthy() {
			dst = appendFlag(dst, name)
		}
		return dst, nil
	case ruleOverloaded:
		if k == kBool {
			if v.Truthy() {
				dst = appendFlag(dst, name)
			}
			return dst, nil
		}
	case rulePositive:
		if n := r.numberOf(v); !(n >= 1) {
			return dst, nil
		}
	case ruleNumeric:
		if math.IsNaN(r.numberOf(v)) {
			return dst, nil
		}
	}
	return r.appendValueAttr(dst, name, v), nil
}

// numberOf is ToNumber.
func (r *Runtime) numberOf(v compiled.Value) float64 {
	if r == nil { // a literal
		return (*compiled.Realm)(nil).Number(v)
	}
	return r.realm.Number(v)
}

// appendOther is the default of pushAttribute: any name that isn't an event handler's.
func (r *Runtime) appendOther(dst []byte, name string, v compiled.Value) []byte {
	if len(name) > 2 && (name[0] == 'o' || name[0] == 'O') && (name[1] == 'n' || name[1] == 'N') {
		return dst
	}
	if alias, ok := attributeAliases[name]; ok {
		name = alias
	}
	if !validAttributeName(name) {
		return dst
	}
	switch valueKindOf(v) {
	case kFunction, kSymbol:
		return dst
	case kBool:
		if len(name) < 5 {
			return dst
		}
		if p := strings.ToLower(name[:5]); p != "data-" && p != "aria-" {
			return dst
		}
	}
	return r.appendValueAttr(dst, name, v)
}

// unitless has the styles whose numbers are not pixels.
var unitless = makeUnitless()

func makeUnitless() map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(`animationIterationCount aspectRatio borderImageOutset borderImageSlice borderImageWidth boxFlex boxFlexGroup
		boxOrdinalGroup columnCount columns flex flexGrow flexPositive flexShrink flexNegative flexOrder gridArea gridRow gridRowEnd gridRowSpan
		gridRowStart gridColumn gridColumnEnd gridColumnSpan gridColumnStart fontWeight lineClamp lineHeight opacity order orphans scale tabSize
		widows zIndex zoom fillOpacity floodOpacity stopOpacity strokeDasharray strokeDashoffset strokeMiterlimit strokeOpacity strokeWidth
		MozAnimationIterationCount MozBoxFlex MozBoxFlexGroup MozLineClamp msAnimationIterationCount msFlex msZoom msFlexGrow msFlexNegative
		msFlexOrder msFlexPositive msFlexShrink msGridColumn msGridColumnSpan msGridRow msGridRowSpan WebkitAnimationIterationCount
		WebkitBoxFlex WebKitBoxFlexGroup WebkitBoxOrdinalGroup WebkitColumnCount WebkitColumns WebkitFlex WebkitFlexGrow WebkitFlexPositive
		WebkitFlexShrink WebkitLineClamp`) {
		set[n] = true
	}
	return set
}

// appendStyle is pushStyleAttribute.
func (r *Runtime) appendStyle(dst []byte, v compiled.Value) ([]byte, error) {
	first := true
	entry := func(name string, v compiled.Value) {
		dst = r.appendStyleEntry(dst, &first, r.styleName(name), name, v)
	}
	own, _ := v.Ref.(*compiled.Object)
	if own == nil || !own.Each(entry) {
		style, ok := v.Ref.(*goja.Object)
		if own != nil {
			style, ok = r.object(v), true
		}
		if _, isArray := v.Ref.(*compiled.Array); isArray {
			style, ok = r.object(v), true
		}
		if !ok || isFunction(style) {
			return nil, r.fail("The `style` prop expects a mapping from style properties to values, not a string. For example, style={{marginRight: spacing + 'em'}} when using JSX.")
		}
		for _, name := range style.Keys() {
			entry(name, compiled.From(style.Get(name)))
		}
	}
	if !first {
		dst = append(dst, '"')
	}
	return dst, nil
}

// appendStyleEntry writes one property of a style, and the attribute's start before the first. css is its name in CSS.
func (r *Runtime) appendStyleEntry(dst []byte, first *bool, css, name string, v compiled.Value) []byte {
	if v.IsNullish() || v.IsBool() || isEmptyString(v) {
		return dst
	}
	if *first {
		dst = append(dst, ` style="`...)
		*first = false
	} else {
		dst = append(dst, ';')
	}
	dst = append(append(dst, css...), ':')
	if v.IsNumber() && !strings.HasPrefix(name, "--") {
		dst = v.AppendNumber(dst)
		if v.Num != 0 && !unitless[name] {
			dst = append(dst, "px"...)
		}
		return dst
	}
	return appendEscaped(dst, trim(r.textOf(v)))
}

func trim(s string) string {
	if n := len(s); n == 0 || s[0] > ' ' && s[0] < 0x7f && s[n-1] > ' ' && s[n-1] < 0x7f {
		return s
	}
	return strings.TrimFunc(s, func(c rune) bool { return c == '\ufeff' || unicode.IsSpace(c) && c != '\u0085' })
}

// styleName is a style's name in CSS.
func (r *Runtime) styleName(name string) string {
	if css, ok := r.styleNames[name]; ok {
		return css
	}
	css := cssName(name)
	if len(r.styleNames) < 4096 { // names come from the app, which may make them up
		r.styleNames[name] = css
	}
	return css
}

// cssName turns backgroundColor into background-color and msFlex into -ms-flex; custom properties stay.
func cssName(name string) string {
	if !strings.HasPrefix(name, "--") {
		name = strings.ToLower(hyphenate(name))
		if strings.HasPrefix(name, "ms-") {
			name = "-" + name
		}
	}
	return string(appendEscaped(nil, name))
}

// appendTransition writes the names of the view transition around (pushViewTransitionAttributes).
func appendTransition(dst []byte, f *formatContext) []byte {
	vt := f.transition
	if vt == nil {
		return dst
	}
	if vt.name != "auto" {
		name := vt.name
		if vt.index > 0 {
			name += "_" + itoa(vt.index)
		}
		dst = appendAttr(dst, "vt-name", name)
		vt.index++
	}
	dst = appendAttr(dst, "vt-update", vt.update)
	for _, a := range [][2]string{{"vt-enter", vt.enter}, {"vt-exit", vt.exit}, {"vt-share", vt.share}} {
		if a[1] != "none" {
			dst = appendAttr(dst, a[0], a[1])
		}
	}
	return dst
}
