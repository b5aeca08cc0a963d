package akn
import ("testing";"os";"path/filepath";"fmt";"sort";"strings";"unicode"
"talqy/proposals/act";"talqy/proposals/source")
func TestSurvey(t *testing.T){
 combos:=map[string]int{}; ex:=map[string]string{}
 odd:=map[string]int{}
 files:=[]string{}
 filepath.Walk("../../../shared/laws",func(p string,i os.FileInfo,e error)error{ if e==nil&&!i.IsDir(){files=append(files,p)};return nil})
 g,_:=filepath.Glob("../../cmd/talqy/demo/*.txt"); files=append(files,g...)
 g,_=filepath.Glob("../../proposals/source/testdata/golden/*"); _=g
 for _,f:=range files{
  b,_:=os.ReadFile(f)
  d,err:=source.Read(b,f,source.AcceptTruncated)
  if err!=nil{fmt.Println("REFUSED",f,err);continue}
  e:=d.Expression
  fmt.Printf("%s | title=%q num=%q lang=%s date=%q preface=%q notes=%d profile=%s\n",f,e.Title,e.Number,e.Lang,e.Date,e.Preface,len(e.Notes),d.Profile)
  seen:=map[string]bool{}
  var w func(p *act.Provision,parent string,depth int)
  w=func(p *act.Provision,parent string,depth int){
   if seen[p.EID]{odd["dup eid "+p.EID]++}; seen[p.EID]=true
   k:=fmt.Sprintf("%s>%s",parent,p.Level)
   s:=""
   if p.Label!=""{s+="L"};if p.Num!=""{s+="N"};if p.Heading!=""{s+="H"};if p.Text!=""{s+="T"};if len(p.Children)>0{s+="C"};if len(p.Notes)>0{s+="n"}
   combos[k+" "+s]++; ex[k+" "+s]=filepath.Base(f)+" "+p.EID
   for n,v:=range map[string]string{"label":p.Label,"heading":p.Heading,"text":p.Text,"num":p.Num,"eid":p.EID}{
    if p.Level!=act.LevelTable&&strings.Contains(v,"\n"){odd["newline in "+n+" "+string(p.Level)]++}
    if strings.Contains(v,"\t"){odd["tab in "+n+" "+string(p.Level)]++}
    if strings.TrimSpace(v)!=v{odd["untrimmed "+n+" "+string(p.Level)]++}
    if strings.Contains(v,"  "){odd["double space "+n]++}
    for _,r:=range v{ if unicode.IsControl(r)&&r!='\n'&&r!='\t'{odd[fmt.Sprintf("control %U %s",r,n)]++}; if r==0xfffe||r==0xffff{odd["nonchar"]++}}
   }
   for _,n:=range p.Notes{ if strings.Contains(n.Text,"\n"){odd["newline in note"]++}; odd["note kind "+string(n.Kind)]++; if p.Level==act.LevelTable{odd["note at table"]++}}
   if p.Children==nil{odd["nil children"]++}
   if len(p.Notes)==0&&p.Notes!=nil{odd["empty notes non-nil"]++}
   if strings.ContainsAny(p.EID," "){odd["space in eid "+p.EID]++}
   if depth>12{odd["deep"]++}
   for _,c:=range p.Children{w(c,string(p.Level),depth+1)}
  }
  order:=[]string{}
  for _,p:=range e.Provisions{w(p,"",1); if len(order)==0||order[len(order)-1]!=string(p.Level){order=append(order,string(p.Level))}}
  fmt.Println("   top:",order)
  for _,n:=range e.Notes{odd["act note kind "+string(n.Kind)]++; _=n}
 }
 var ks []string; for k:=range combos{ks=append(ks,k)}; sort.Strings(ks)
 for _,k:=range ks{fmt.Println(k,combos[k],ex[k])}
 ks=nil; for k:=range odd{ks=append(ks,k)}; sort.Strings(ks)
 for _,k:=range ks{fmt.Println(k,odd[k])}
}
