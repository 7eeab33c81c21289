// The inline scripts of a streamed page, one a line, sent when they are first needed. Written small because they are part of
// pages. Their contract is the DOM that react-dom's client knows: a boundary is a comment `$?`, a template with its id, and
// the fallback, up to the comment `/$`; its content arrives in a hidden element. `$` means complete, `$!` left to the client.

// $RS(segment, placeholder): a segment of a boundary takes the place of its template.
$RS=function(s,p){var a=document.getElementById(s),b=document.getElementById(p),n;for(a.parentNode.removeChild(a);n=a.firstChild;)b.parentNode.insertBefore(n,b);b.parentNode.removeChild(b)};

// $RC(boundary, segment): the content takes the place of the fallback.
$RC=function(i,s){var e=document.getElementById(s),t=document.getElementById(i);if(!e)return;e.parentNode.removeChild(e);if(!t)return;var m=t.previousSibling,p=m.parentNode,c=m.nextSibling,d=0,x,n;while(c){if(c.nodeType===8){x=c.data;if(x==="/$"||x==="/&"){if(!d)break;d--}else if(x==="$"||x==="$?"||x==="$~"||x==="$!"||x==="&")d++}n=c.nextSibling;p.removeChild(c);c=n}while(e.firstChild)p.insertBefore(e.firstChild,c);m.data="$";m._reactRetry&&m._reactRetry()};

// $RX(boundary, digest): the boundary is left to the client.
$RX=function(i,g,m,s,c){var t=document.getElementById(i),b,d;if(!t)return;b=t.previousSibling;b.data="$!";d=t.dataset;null!=g&&(d.dgst=g);m&&(d.msg=m);s&&(d.stck=s);c&&(d.cstck=c);b._reactRetry&&b._reactRetry()};

// $RR(boundary, segment, sheets): as $RC, when the boundary's style sheets are loaded; they go to the head by precedence.
$RM=new Map;$RR=function(i,s,l){var d=document,last=new Map,end=null,wait=[],k,e,q=d.querySelectorAll("link[data-precedence],style[data-precedence]"),late=[];for(k=0;e=q[k++];)if(e.getAttribute("media")==="not all")late.push(e);else{e.tagName==="LINK"&&$RM.set(e.getAttribute("href"),e);last.set(e.dataset.precedence,end=e)}function put(e,p){var a=last.get(p)||end;if(a===end)end=e;last.set(p,e);if(a)a.parentNode.insertBefore(e,a.nextSibling);else d.head.insertBefore(e,d.head.firstChild)}l.forEach(function(r){var h=r[0],e=$RM.get(h),old=!!e,j,m;if(!e){e=d.createElement("link");e.href=h;e.rel="stylesheet";e.dataset.precedence=r[1];for(j=2;j<r.length;j+=2)e.setAttribute(r[j],r[j+1]);e._p=new Promise(function(y,n){e.onload=function(){e._p=null;y()};e.onerror=function(){e._p=null;n()}});$RM.set(h,e)}m=e.getAttribute("media");e._p&&(!m||matchMedia(m).matches)&&wait.push(e._p);old||put(e,r[1])});late.forEach(function(e){e.removeAttribute("media");put(e,e.getAttribute("data-precedence"))});e=d.getElementById(i);e&&(e.previousSibling.data="$~");Promise.all(wait).then(function(){$RC(i,s)},function(){$RX(i,"CSS failed to load")})};

// Forms with function actions that are submitted before hydration wait in a list that react-dom's client replays.
addEventListener("submit",function(e){if(e.defaultPrevented)return;var f=e.target,s=e.submitter,a=f.action,b=s,u;if(s){u=s.getAttribute("formAction");if(null!=u){a=u;b=null}}if(a==="javascript:throw new Error('React form unexpectedly submitted.')"){e.preventDefault();u=b?new FormData(f,b):new FormData(f);var d=f.ownerDocument||f;(d.$$reactFormReplay=d.$$reactFormReplay||[]).push(f,s,u)}});

// When the shell was painted; react-dom's client paces the reveal of later boundaries by it.
requestAnimationFrame(function(){$RT=performance.now()});
