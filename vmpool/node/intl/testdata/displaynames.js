const l=(...a)=>console.log(...a); const t=f=>{try{l(f())}catch(e){l(e.name+': '+e.message)}};
const D=(loc,o,...c)=>{const d=new Intl.DisplayNames(loc,o); for(const x of c) t(()=>loc+' '+JSON.stringify(o)+' '+x+' '+d.of(x));};
for (const loc of ['en','de','fr','ja','zh-Hant','es-MX','ar','en-GB']) {
 for (const style of ['long','short','narrow']) {
  for (const languageDisplay of ['dialect','standard']) D(loc,{type:'language',style,languageDisplay},'en','en-GB','en-US','zh-Hans','zh-Hant-HK','zh-TW','de-AT','pt-BR','sr-Latn-BA','fr-CA','es-419','xx','en-US-u-ca-buddhist','und','az-Arab','nl-BE','ca-valencia','de-1996','de-Latn-DE-1996','mo','sh','ks-Deva','en-Shaw-GB','hi-Latn','ro-MD','fa-AF','ars','yue','zh-yue','root','x','i-klingon','en-XX','xx-US','es-ES','ar-001','en-AU','zh-Hans-SG','nds-NL','ku');
  D(loc,{type:'region',style},'US','GB','UN','419','001','HK','MK','XX','ZZ','de','EU','BA','PS','150','AAA','12','cq','SU','840','uk');
  D(loc,{type:'script',style},'Latn','Hans','Hant','Arab','Xxxx','cyrl','Zyyy','Aran','Qaai','Zinh','Abcd','Moon');
  D(loc,{type:'currency',style},'USD','eur','JPY','XXX','ABC','CNY','GBP','DEM','usdx','TWD','XAU','CHF');
  D(loc,{type:'calendar',style},'gregory','buddhist','roc','islamic','islamic-civil','islamicc','xxx','ethioaa','japanese','iso8601','gregorian','dangi','ethiopic','chinese','persian','hebrew','indian','coptic','islamic-umalqura','islamic-rgsa','islamic-tbla','abcdefghij','a');
  D(loc,{type:'dateTimeField',style},'era','year','quarter','month','weekOfYear','weekday','day','dayPeriod','hour','minute','second','timeZoneName','x','week');
 }
 D(loc,{type:'region',fallback:'none'},'XX','US','001');D(loc,{type:'language',fallback:'none'},'xx','xx-US','en-XX','en');D(loc,{type:'currency',fallback:'none'},'ABC','USD');D(loc,{type:'script',fallback:'none'},'Abcd','Xxxx');D(loc,{type:'calendar',fallback:'none'},'xxx','roc');
 l(JSON.stringify(new Intl.DisplayNames(loc,{type:'language'}).resolvedOptions()),JSON.stringify(new Intl.DisplayNames(loc,{type:'region',fallback:'none',style:'narrow'}).resolvedOptions()));
}
t(()=>new Intl.DisplayNames());t(()=>new Intl.DisplayNames('en'));t(()=>new Intl.DisplayNames('en',{}));t(()=>new Intl.DisplayNames('en',{type:'x'}));t(()=>new Intl.DisplayNames('en',{type:'region'}).of());t(()=>new Intl.DisplayNames('en',{type:'region'}).of(Symbol()));t(()=>new Intl.DisplayNames('x',{type:'region'}));t(()=>Intl.DisplayNames('en',{type:'region'}));t(()=>new Intl.DisplayNames(undefined,null));t(()=>new Intl.DisplayNames('en',5));t(()=>new Intl.DisplayNames('en',{type:'language',languageDisplay:'x'}));t(()=>new Intl.DisplayNames('en',{type:'region'}).of({}));t(()=>Intl.DisplayNames.prototype.of.call({},'x'));
