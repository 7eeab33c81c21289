// $RS(segment, placeholder): a segment of a boundary takes the place of its template.
$RS=function(s,p){var a=document.getElementById(s),b=document.getElementById(p),n;for(a.parentNode.removeChild(a);n=a.firstChild;)b.parentNode.insertBefore(n,b);b.parentNode.removeChild(b)};
