// $RX(boundary, digest): the boundary is left to the client.
$RX=function(i,g,m,s,c){var t=document.getElementById(i),b,d;if(!t)return;b=t.previousSibling;b.data="$!";d=t.dataset;null!=g&&(d.dgst=g);m&&(d.msg=m);s&&(d.stck=s);c&&(d.cstck=c);b._reactRetry&&b._reactRetry()};
