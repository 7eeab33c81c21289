package collector

var PercentFor = percentFor
