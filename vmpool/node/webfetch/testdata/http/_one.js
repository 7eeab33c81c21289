fetch(process.env.BASE).then((r) => console.log(r.status), (err) => console.log(err.message, err.cause.code));
