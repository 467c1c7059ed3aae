// Flows that drawing tools get wrong, one for each difficulty (layout.md, section 7). By name; each has a golden
// picture of that name in tests/render/golden/cases.

export const specialCases: Readonly<Record<string, string>> = {
  nothing: '',
  'a-title-alone': '# A title that stands alone',
  'one-empty-lane': 'Desk { # Front desk\n}',
  'one-node': 'Desk { # Front desk\n  n1: circle label:"Start"\n}',

  'self-loops-on-every-side': `
Desk { # Front desk
  n1: rectangle label:"Ring the bell"
  n2: rectangle label:"Wait for an answer"
  n3: diamond label:"Anyone there?"
  n4: taskbox label:"Write a note" owner:"Visitor"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left)
  n3.handle(right) -> n4.handle(left) [label="No"]
  n1.handle(right) -> n1.handle(right) [label="Again"]
  n2.handle(top) -> n2.handle(top) [label="A minute more"]
  n3.handle(bottom) -> n3.handle(bottom) [label="Listen"]
  n4.handle(left) -> n4.handle(left) [label="Next line"]
}`,
  'self-loops-round-corners': `
Desk { # Front desk
  n1: rectangle label:"Ring the bell"
  n2: rectangle label:"Wait for an answer"
  n3: diamond label:"Anyone there?"
  n4: circle label:"Go"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left)
  n3.handle(right) -> n4.handle(left) [label="No"]
  n1.handle(right) -> n1.handle(top) [label="Again"]
  n2.handle(right) -> n2.handle(left) [label="A minute more"]
  n3.handle(bottom) -> n3.handle(left) [label="Listen"]
  n3.handle(top) -> n3.handle(bottom) [label="Look around"]
  n4.handle(bottom) -> n4.handle(right)
}`,
  'parallel-edges': `
Kitchen { # Kitchen
  n1: rectangle label:"Cook"
  n2: rectangle label:"Put on plates"
  n1.handle(right) -> n2.handle(left) [label="Soup"]
  n1.handle(right) -> n2.handle(left) [label="Fish"]
  n1.handle(right) -> n2.handle(left) [label="Vegetables of the season"]
  n2.handle(bottom) -> Hall.n3.handle(top) [label="First table"]
  n2.handle(bottom) -> Hall.n3.handle(top) [label="Second table"]
}
Hall { # Dining hall
  n3: rectangle label:"Serve"
}`,
  'opposite-edges': `
Kitchen { # Kitchen
  n1: rectangle label:"Cook"
  n2: rectangle label:"Taste"
  n1.handle(right) -> n2.handle(left) [label="A spoonful"]
  n2.handle(left) -> n1.handle(right) [label="More salt"]
  n2.handle(bottom) -> Hall.n3.handle(top) [label="Ready"]
}
Hall { # Dining hall
  n3: rectangle label:"Serve"
  n4: rectangle label:"Clear the table"
  n3.handle(top) -> Kitchen.n2.handle(bottom) [label="Too cold"]
  n3.handle(right) -> n4.handle(left)
  n4.handle(top) -> n3.handle(top)
  n3.handle(bottom) -> n4.handle(bottom) [label="Dessert"]
}`,
  'request-and-answer': `
Shop { # Shop
  n1: circle label:"Order"
  n2: rectangle label:"Ask for the price"
  n3: rectangle label:"Ask for the date"
  n4: circle label:"Agreed"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Maker.n5.handle(top) [label="How much?"]
  n2.handle(right) -> n3.handle(left)
  n3.handle(bottom) -> Maker.n6.handle(top) [label="How soon?"]
  n3.handle(right) -> n4.handle(left)
}
Maker { # Maker
  n5: rectangle label:"Work out the price"
  n6: rectangle label:"Look at the calendar"
  n5.handle(top) -> Shop.n2.handle(bottom) [label="The price"]
  n6.handle(top) -> Shop.n3.handle(bottom) [label="A week"]
}`,
  'handles-against-the-lanes': `
Above { # Above
  n1: circle label:"Start"
  n2: rectangle label:"Leaves to the left"
  n3: rectangle label:"Leaves upwards"
  n1.handle(right) -> n2.handle(left)
  n2.handle(left) -> n3.handle(right) [label="Backwards"]
  n3.handle(top) -> Below.n4.handle(bottom) [label="Up to go down"]
}
Below { # Below
  n4: rectangle label:"Entered from below"
  n5: diamond label:"Entered from the right?"
  n6: circle label:"End"
  n4.handle(left) -> n5.handle(right) [label="The long way"]
  n5.handle(bottom) -> Above.n2.handle(top) [label="Down to go up"]
  n5.handle(left) -> n6.handle(right)
}`,
  'back-edges-over-lanes': `
Author { # Author
  n1: circle label:"Idea"
  n2: rectangle label:"Write the text"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Editor.n3.handle(top)
}
Editor { # Editor
  n3: rectangle label:"Read the text"
  n4: diamond label:"Clear?"
  n3.handle(right) -> n4.handle(left)
  n4.handle(top) -> Author.n2.handle(bottom) [label="No"]
  n4.handle(bottom) -> Printer.n5.handle(top) [label="Yes"]
}
Printer { # Printer
  n5: rectangle label:"Set the pages"
  n6: diamond label:"Do they fit?"
  n5.handle(right) -> n6.handle(left)
  n6.handle(top) -> Author.n2.handle(bottom) [label="Shorten it"]
  n6.handle(bottom) -> Bindery.n7.handle(top) [label="Yes"]
}
Bindery { # Bindery
  n7: rectangle label:"Bind the book"
  n8: diamond label:"Straight?"
  n9: circle label:"Book"
  n7.handle(right) -> n8.handle(left)
  n8.handle(right) -> n9.handle(left) [label="Yes"]
  n8.handle(top) -> Editor.n3.handle(left) [label="Start over"]
  n8.handle(bottom) -> n7.handle(bottom) [label="Bind again"]
}`,
  'decision-with-three-ways': `
Post { # Post office
  n1: circle label:"Parcel"
  n2: diamond label:"How heavy?"
  n3: rectangle label:"Send as a letter"
  n4: rectangle label:"Send as a parcel"
  n5: rectangle label:"Call a carrier"
  n6: circle label:"Sent"
  n1.handle(right) -> n2.handle(left)
  n2.handle(top) -> n3.handle(left) [label="Below 1 kg"]
  n2.handle(right) -> n4.handle(left) [label="Up to 30 kg"]
  n2.handle(bottom) -> n5.handle(left) [label="More"]
  n3.handle(right) -> n6.handle(top)
  n4.handle(right) -> n6.handle(left)
  n5.handle(right) -> n6.handle(bottom)
}`,
  'decision-with-four-ways': `
Post { # Post office
  n1: circle label:"Parcel"
  n2: diamond label:"Where does it go?"
  n3: rectangle label:"Into the city bag"
  n4: rectangle label:"Into the country bag"
  n5: rectangle label:"Back to the counter"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left) [label="Here"]
  n2.handle(top) -> n4.handle(left) [label="Elsewhere in the country"]
  n2.handle(bottom) -> n5.handle(bottom) [label="Nobody knows"]
  n2.handle(bottom) -> Customs.n6.handle(top) [label="Abroad"]
}
Customs { # Customs
  n6: rectangle label:"Fill in the form"
}`,
  'decision-without-handles': `
Post { # Post office
  n1: diamond label:"Which bag?"
  n2: rectangle label:"City"
  n3: rectangle label:"Country"
  n4: rectangle label:"Abroad"
  n5: rectangle label:"Lost property"
  n1 -> n2 [label="Near"]
  n1 -> n3 [label="Far"]
  n1 -> n4 [label="Farther"]
  n1 -> n5 [label="Nowhere"]
}`,
  'decision-loop-in-one-lane': `
Oven { # Oven
  n1: circle label:"Dough"
  n2: rectangle label:"Bake for ten minutes"
  n3: diamond label:"Brown enough?"
  n4: rectangle label:"Turn up the heat"
  n5: circle label:"Bread"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left)
  n3.handle(right) -> n5.handle(left) [label="Yes"]
  n3.handle(bottom) -> n4.handle(right) [label="No"]
  n4.handle(left) -> n2.handle(bottom)
  loop [until brown, up to 3 times] n2 n3 n4
}`,
  'one-to-eleven': fan('right', 'left'),
  'one-to-eleven-below': fan('bottom', 'top'),
  'eleven-to-one-circle': gathering('circle', 'right', 'left'),
  'eleven-to-one-diamond': gathering('diamond', 'bottom', 'top'),
  'ports-on-neighboring-sides-of-a-diamond': `
Sorting { # Sorting
  n1: diamond label:"Which way now?"
${many(6, (n) => step(n + 1))}
${many(3, (n) => `  n1.handle(right) -> n${n + 1}.handle(left)`)}
${many(3, (n) => `  n1.handle(top) -> n${n + 4}.handle(left)`)}
}`,
  'empty-lanes-between': `
First { # Where it begins
  n1: rectangle label:"Throw"
  n1.handle(bottom) -> Last.n2.handle(top) [label="Over two lanes"]
}
Second { # Nobody here
}
Third {
}
Last { # Where it ends
  n2: rectangle label:"Catch"
}`,
  'a-single-lane': `
Garden { # Garden
  n1: circle label:"Spring"
  n2: rectangle label:"Dig the beds"
  n3: diamond label:"Soil warm?"
  n4: rectangle label:"Wait a week"
  n5: rectangle label:"Sow"
  n6: rectangle label:"Water every evening"
  n7: circle label:"Harvest"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left)
  n3.handle(bottom) -> n4.handle(top) [label="Not yet"]
  n4.handle(left) -> n3.handle(bottom)
  n3.handle(right) -> n5.handle(left) [label="Yes"]
  n5.handle(right) -> n6.handle(left)
  n6.handle(right) -> n7.handle(left)
}`,
  'fifty-lanes': many(50, stairLane),
  'unconnected-nodes': `
Attic { # Attic
${many(9, (n) => step(n))}
}
Cellar { # Cellar
  n10: circle label:"Alone"
  n11: diamond label:"Alone?"
}`,
  'without-handles': `
Office { # Office
  n1: circle label:"Letter"
  n2: rectangle label:"Open it"
  n3: diamond label:"An invoice?"
  n4: rectangle label:"File it"
  n5: circle label:"Done"
  n1 -> n2
  n2 -> n3
  n3 -> n4 [label="No"]
  n3 -> Accounts.n6 [label="Yes"]
  n4 -> n5
  n2 -> n1 [label="Wrong address"]
}
Accounts { # Accounts
  n6: rectangle label:"Check the sum"
  n7: rectangle label:"Pay"
  n6 -> n7
  n7 -> Office.n4 [label="Paid"]
  n6 -> Office.n2 [label="Ask again"]
}`,
  'labels-of-60-characters': longLabels(60),
  'labels-of-400-characters': longLabels(400),
  'words-without-end': `
Lab { # ${'Donaudampfschifffahrtsgesellschaft'.repeat(2)}
  n1: rectangle label:"${'x'.repeat(120)}"
  n2: circle label:"${'y'.repeat(60)}"
  n1.handle(right) -> n2.handle(left) [label="${'z'.repeat(90)}"]
}`,
  'chinese-japanese-korean': `
Customer { # 顧客
  n1: circle label:"開始"
  n2: rectangle label:"オンラインで注文書に記入して送信する"
  n3: circle label:"完了"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Shop.n4.handle(top) [label="注文書を送信"]
}
Shop { # 온라인 상점 주문 접수 부서
  n4: diamond label:"库存足够吗？"
  n5: rectangle label:"상품을 포장하고 발송한다"
  n6: rectangle label:"请供应商尽快补货并通知客户预计的到货日期"
  n4.handle(right) -> n5.handle(left) [label="是"]
  n4.handle(bottom) -> n6.handle(top) [label="否，库存不足"]
  n5.handle(top) -> Customer.n3.handle(bottom) [label="배송 완료"]
}`,
  'right-to-left': `
Customer { # לקוח
  n1: circle label:"התחלה"
  n2: rectangle label:"מילוי טופס ההזמנה באתר"
  n3: circle label:"סוף"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Shop.n4.handle(top) [label="שליחת ההזמנה"]
}
Shop { # قسم المبيعات
  n4: diamond label:"هل المنتج متوفر؟"
  n5: rectangle label:"تغليف المنتج وإرساله (رقم 42) إلى العميل"
  n4.handle(right) -> n5.handle(left) [label="نعم"]
  n4.handle(bottom) -> n4.handle(left) [label="لا، انتظر"]
  n5.handle(top) -> Customer.n3.handle(bottom) [label="תודה 🙏 ولكم"]
}`,
  'emoji-and-combining-marks': `
Crew { # 🚒 Crew 👩‍🚒👨🏽‍🚒
  n1: circle label:"🔔"
  n2: rectangle label:"Ca\u0301fe\u0301 nai\u0308ve Z\u0335\u0321\u0324a\u0336\u0322l\u0337\u0323g\u0338\u0324o\u0335"
  n3: diamond label:"🔥🔥🔥 or ☕?"
  n4: rectangle label:"${'👨‍👩‍👧‍👦'.repeat(12)}"
  n5: circle label:"🏁 Fin 🇫🇷"
  n1.handle(right) -> n2.handle(left) [label="📞"]
  n2.handle(right) -> n3.handle(left)
  n3.handle(right) -> n4.handle(left) [label="🔥"]
  n4.handle(right) -> n5.handle(left) [label="नमस्ते สวัสดี"]
}`,
  taskboxes: `
Office { # Office
  n1: taskbox label:"Sign the sheet" owner:"Mira" description:"On paper, in blue" system:"Archive"
  n2: taskbox label:"File it" owner:"Somebody with a very long name indeed" system:"A system with a long name"
  n3: taskbox description:"Described, not labeled" system:"Archive"
  n4: taskbox label:"Nobody's task"
  n5: taskbox
  n1.handle(right) -> n2.handle(left) [label="Signed"]
  n2.handle(right) -> n3.handle(left)
  n3.handle(right) -> n4.handle(left)
  n4.handle(right) -> n5.handle(left)
}`,
  'loop-over-four-lanes': `
Team { # Team
  n1: circle label:"Plan"
  n2: rectangle label:"Choose the next piece"
  n3: rectangle label:"Write it down"
  n12: circle label:"Release"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left)
  n3.handle(bottom) -> Design.n4.handle(top)
  loop [until every piece is done] n2 n3 n4 n5 n6 n7 n8 n9 n10 n11 n13
}
Design { # Design
  n4: rectangle label:"Draw it"
  n5: rectangle label:"Show it to users"
  n6: rectangle label:"Refine the drawing"
  n4.handle(right) -> n5.handle(left)
  n5.handle(right) -> n6.handle(left)
  n6.handle(bottom) -> Build.n7.handle(top)
}
Build { # Build
  n7: rectangle label:"Build it"
  n8: rectangle label:"Test it"
  n9: rectangle label:"Review it"
  n7.handle(right) -> n8.handle(left)
  n8.handle(right) -> n9.handle(left)
  n9.handle(bottom) -> Quality.n10.handle(top)
}
Quality { # Quality
  n10: rectangle label:"Try it out"
  n11: rectangle label:"Note the findings"
  n13: diamond label:"All pieces done?"
  n10.handle(right) -> n11.handle(left)
  n11.handle(right) -> n13.handle(left)
  n13.handle(top) -> Team.n2.handle(bottom) [label="No"]
  n13.handle(right) -> Team.n12.handle(bottom) [label="Yes"]
}`,
  'overlapping-loops': `
Works { # Works
${many(6, (n) => step(n))}
${many(5, (n) => `  n${n}.handle(right) -> n${n + 1}.handle(left)`)}
  n4.handle(bottom) -> n2.handle(bottom)
  n5.handle(top) -> n3.handle(top)
  loop [first] n2 n3 n4
  loop [second] n3 n4 n5
  loop [inner] n3 n4
  loop [the same] n3 n4
  loop [apart] n1 n6
}`,
  'nested-loops': `
Choir { # Choir
  n1: circle label:"Evening"
  n2: rectangle label:"Sing a verse"
  n3: diamond label:"In tune?"
  n4: diamond label:"Last song?"
  n5: circle label:"Night"
  n1.handle(right) -> n2.handle(left)
  n2.handle(right) -> n3.handle(left)
  n3.handle(right) -> n4.handle(left) [label="Yes"]
  n3.handle(top) -> n2.handle(top) [label="No"]
  n4.handle(right) -> n5.handle(left) [label="Yes"]
  n4.handle(bottom) -> n2.handle(bottom) [label="No"]
  loop [until in tune] n2 n3
  loop [for every song] n2 n3 n4
}`,
  'loop-without-a-frame': `
Road { # Road
${many(4, (n) => step(n))}
${many(3, (n) => `  n${n}.handle(right) -> n${n + 1}.handle(left)`)}
  n3.handle(bottom) -> n1.handle(bottom)
  loop [until done] n1 n3
}`,
  'loop-without-an-edge-back': `
Road { # Road
${many(3, (n) => step(n))}
${many(2, (n) => `  n${n}.handle(right) -> n${n + 1}.handle(left)`)}
  loop [for each row] n1 n2 n3
}`,
};

/** Those drawn downwards as well, as pictures; the rules hold for all in both directions. */
export const alsoDown: readonly string[] = [
  'self-loops-round-corners',
  'opposite-edges',
  'back-edges-over-lanes',
  'decision-with-four-ways',
  'chinese-japanese-korean',
  'loop-over-four-lanes',
];

export function step(id: number, label: string = `Step ${id}`): string {
  return `  n${id}: rectangle label:"${label}"`;
}

/** One line for each number from 1. */
export function many(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');
}

function fan(fromSide: string, toSide: string): string {
  const lines = `  n0: rectangle label:"Hand out the papers"
${many(11, (n) => `  n0.handle(${fromSide}) -> Pupils.n${n}.handle(${toSide}) [label="Paper ${n}"]`)}`;
  return `Teacher { # Teacher\n${lines}\n}\nPupils { # Pupils\n${many(11, (n) => step(n, `Pupil ${n} writes`))}\n}`;
}

function gathering(shape: string, fromSide: string, toSide: string): string {
  return `Pupils { # Pupils
${many(11, (n) => step(n, `Pupil ${n} is ready`))}
  n12: ${shape} label:"All here"
${many(11, (n) => `  n${n}.handle(${fromSide}) -> n12.handle(${toSide})`)}
}`;
}

function stairLane(n: number): string {
  const next = n < 50 ? `\n  n${n}.handle(bottom) -> L${n + 1}.n${n + 1}.handle(top)` : '';
  return `L${n} { # Floor ${n}\n  n${n}: rectangle label:"Floor ${n}"${next}\n}`;
}

function longLabels(length: number): string {
  const words = 'Several words that say much the same thing in other words, again and again, '.repeat(6);
  const label = words.slice(0, length).trim();
  return `Talk { # ${label}
  n1: rectangle label:"${label}"
  n2: diamond label:"${label}"
  n3: circle label:"${label}"
  n4: taskbox label:"${label}" owner:"${label.slice(0, 60)}"
  n1.handle(right) -> n2.handle(left) [label="${label}"]
  n2.handle(right) -> n3.handle(left) [label="${label}"]
  n2.handle(bottom) -> n4.handle(top) [label="${label}"]
}`;
}
