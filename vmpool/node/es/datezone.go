package es

import (
	"fmt"
	"time"

	"github.com/dop251/goja"
)

// zoneNames are the English names of time zones (CLDR) that Date.prototype.toString prints, by Go's abbreviation and the offset in minutes.
var zoneNames = map[string]string{
	"UTC+0": "Coordinated Universal Time", "GMT+0": "Greenwich Mean Time", "BST+60": "British Summer Time", "IST+60": "Irish Standard Time",
	"WET+0": "Western European Standard Time", "WEST+60": "Western European Summer Time",
	"CET+60": "Central European Standard Time", "CEST+120": "Central European Summer Time",
	"EET+120": "Eastern European Standard Time", "EEST+180": "Eastern European Summer Time", "MSK+180": "Moscow Standard Time",
	"IST+120": "Israel Standard Time", "IDT+180": "Israel Daylight Time", "SAST+120": "South Africa Standard Time",
	"CAT+120": "Central Africa Time", "EAT+180": "East Africa Time", "WAT+60": "West Africa Standard Time",
	"PKT+300": "Pakistan Standard Time", "IST+330": "India Standard Time", "WIB+420": "Western Indonesia Time", "HKT+480": "Hong Kong Standard Time",
	"CST+480": "China Standard Time", "PST+480": "Philippine Standard Time", "AWST+480": "Australian Western Standard Time",
	"JST+540": "Japan Standard Time", "KST+540": "Korean Standard Time", "ACST+570": "Australian Central Standard Time",
	"ACDT+630": "Australian Central Daylight Time", "AEST+600": "Australian Eastern Standard Time", "AEDT+660": "Australian Eastern Daylight Time",
	"NZST+720": "New Zealand Standard Time", "NZDT+780": "New Zealand Daylight Time",
	"NST-210": "Newfoundland Standard Time", "NDT-150": "Newfoundland Daylight Time", "AST-240": "Atlantic Standard Time",
	"ADT-180": "Atlantic Daylight Time", "EST-300": "Eastern Standard Time", "EDT-240": "Eastern Daylight Time", "CST-360": "Central Standard Time",
	"CDT-300": "Central Daylight Time", "MST-420": "Mountain Standard Time", "MDT-360": "Mountain Daylight Time", "PST-480": "Pacific Standard Time",
	"PDT-420": "Pacific Daylight Time", "AKST-540": "Alaska Standard Time", "AKDT-480": "Alaska Daylight Time",
	"HST-600": "Hawaii-Aleutian Standard Time",
}

// zoneName(time) is the name of the local zone at a time value, as V8 has it in the parentheses of Date.prototype.toString.
func zoneName(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		abbreviation, offset := time.UnixMilli(call.Argument(0).ToInteger()).Zone()
		minutes := offset / 60
		if name, ok := zoneNames[fmt.Sprintf("%s%+d", abbreviation, minutes)]; ok {
			return rt.ToValue(name)
		}
		sign := '+'
		if minutes < 0 {
			sign, minutes = '-', -minutes
		}
		return rt.ToValue(fmt.Sprintf("GMT%c%02d:%02d", sign, minutes/60, minutes%60))
	}
}
