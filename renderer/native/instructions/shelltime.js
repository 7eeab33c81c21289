// When the shell was painted; react-dom's client paces the reveal of later boundaries by it.
requestAnimationFrame(function(){$RT=performance.now()});
