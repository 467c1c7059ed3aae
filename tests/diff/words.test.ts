import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare.ts';
import { compile } from '../../src/compile.ts';
import { reportChanges } from '../../src/report/changes.ts';
import { plainStyle } from '../../src/report/style.ts';
import { sourceOf } from '../../src/source/source.ts';

const shop = `# Order
Customer { # Customer
  n1: circle label:"Order"
  n2: rectangle label:"Pay"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Shop.n3.handle(top)
}
Shop { # Shop
  n3: diamond label:"Paid?"
  n4: rectangle label:"Pack"
  n5: circle label:"Sent"
  n6: rectangle label:"Remind"
  n3.handle(right) -> n4.handle(left) [label="Yes"]
  n3.handle(bottom) -> n6.handle(top) [label="No"]
  n4.handle(right) -> n5.handle(left)
  n6.handle(top) -> Customer.n2.handle(right) [label="Reminder"]
  loop [until paid] n2 n6
}
`;

function changesTo(after: string, before = shop): string {
  const { changes, behavior } = compare(compile(sourceOf('a.flow', before)), compile(sourceOf('b.flow', after)));
  return reportChanges(changes, behavior, { ...plainStyle, width: 100 });
}

/** What is written, without what runs do. */
function linesTo(after: string, before = shop): readonly string[] {
  return (changesTo(after, before).split('\n\nbehavior\n')[0] ?? '').trimEnd().split('\n');
}

describe('changes in words', () => {
  it('know a node that was put in between and moved all numbers', () => {
    const moved = shop.replace(/\bn([2-6])\b/g, (_, number) => `n${Number(number) + 1}`);
    const after = moved
      .replace('  n1: circle label:"Order"\n', '  n1: circle label:"Order"\n  n2: rectangle label:"Choose"\n')
      .replace('  n1.handle(right) -> n3.handle(left)\n', '  n1 -> n2\n  n2 -> n3\n');
    expect(linesTo(after)).toEqual([
      '+ node  Customer.n2 "Choose"',
      '~ edge  n1 → n2   leaves at any side, was right; led to n2 "Pay"; arrives at any side, was left',
      '+ edge  n2 → n3',
      '~ nodes 5 renumbered   n2 is now n3, n3 is now n4, n4 is now n5, n5 is now n6, n6 is now n7',
    ]);
  });

  it('know a node by its place when label and number are new', () => {
    const after = shop.replace(/\bn6\b/g, 'n9').replace('"Remind"', '"Write a letter"');
    expect(linesTo(after)).toEqual(['~ node  Shop.n9   n6 is now n9; label "Remind" is now "Write a letter"']);
  });

  it('tell another node in the old number from a renamed one', () => {
    const after = shop
      .replace('  n6: rectangle label:"Remind"\n', '')
      .replace(/^ {2}(?:n3.*n6|n6).*\n/gm, '')
      .replace('  loop [until paid] n2 n6\n', '')
      .replace(
        '  n5: circle label:"Sent"\n',
        '  n5: circle label:"Sent"\n  n6: rectangle label:"Count the money"\n  n5 -> n6\n',
      );
    expect(linesTo(after)).toEqual([
      '- node  Shop.n6 "Remind"',
      '+ node  Shop.n6 "Count the money"',
      '+ edge  n5 → n6',
      '- edge  n3 → n6   "No"',
      '- edge  n6 → n2   "Reminder"',
      '- loop1 n2 n6   "until paid"',
    ]);
  });

  it('know lanes that are called otherwise, moved, new and gone', () => {
    expect(linesTo(shop.replaceAll('Shop.', 'Store.').replace('Shop { # Shop', 'Store { # Our store'))).toEqual([
      '~ lane  Store   Shop is now Store; label "Our store" is new',
    ]);
    const [title = '', first = '', second = ''] = shop.split(/^(?=\w+ \{)/m);
    expect(linesTo(title + second + first)).toEqual(['~ lanes order is now Shop, Customer']);
    expect(linesTo(`${shop}Bank { # Bank\n}\n`)).toEqual(['+ lane  Bank']);
    expect(linesTo(shop, `${shop}Bank { # Bank\n}\n`)).toEqual(['- lane  Bank']);
  });

  it('tell moves, shapes, owners, sides, order of answers, title and loops', () => {
    const step = (from: string, to: string): readonly string[] => linesTo(shop.replace(from, to));
    expect(step('# Order', '# Orders')).toEqual(['~ title "Order" is now "Orders"']);
    expect(step('n4: rectangle', 'n4: taskbox owner:"Kim"')).toEqual([
      '~ node  Shop.n4 "Pack"   rectangle is now taskbox; owner "Kim" is new',
    ]);
    expect(step('n4.handle(right)', 'n4')).toEqual(['~ edge  n4 → n5   leaves at any side, was right']);
    expect(step('[until paid] n2 n6', '[until paid] n2 n3 n6')).toEqual(['~ loop1 members n2 n6 are now n2 n3 n6']);
    const [yes = '', no = ''] = shop.match(/^ {2}n3.handle.*\n/gm) ?? [];
    expect(linesTo(shop.replace(yes + no, no + yes))).toEqual([
      '~ node  Shop.n3 "Paid?"   ways out now in the order "No", "Yes"',
    ]);
    const moved = shop
      .replace('  n4: rectangle label:"Pack"\n', '')
      .replace('Customer { # Customer\n', 'Customer { # Customer\n  n4: rectangle label:"Pack"\n')
      .replace('-> n4.', '-> Customer.n4.');
    expect(linesTo(moved)).toEqual(['~ node  Customer.n4 "Pack"   moved here from Shop']);
  });
});

describe('behavior in words', () => {
  const behaviorTo = (after: string, before = shop): readonly string[] =>
    (changesTo(after, before).split('behavior\n')[1] ?? '').trimEnd().split('\n');

  it('tells limits of loops, and that their words alone change nothing', () => {
    expect(behaviorTo(shop.replace('until paid', 'up to 3 times'))).toEqual([
      '  ~ loop1 now repeats at most 3 times, was without limit',
    ]);
    expect(behaviorTo(shop.replace('until paid', 'until the money is there'))).toEqual(['']);
  });

  it('tells another start, and a decision that became a fork', () => {
    expect(behaviorTo(shop.replace('n1: circle', 'n1: rectangle').replace('n4: rectangle', 'n4: diamond'))).toEqual([
      '',
    ]);
    const start = `${shop}Bank { # Bank\n  n7: circle label:"Money comes"\n  n7 -> Shop.n4\n}\n`;
    expect(behaviorTo(start)[0]).toBe('  ~ start n1 "Order" is now n1 "Order" or n7 "Money comes"');
    expect(behaviorTo(shop.replace('n3: diamond', 'n3: rectangle'))).toContain(
      '  ~ node  n3 "Paid?"   now takes all its ways, took one',
    );
  });

  it('says the reverse of what it says the other way round', () => {
    const cut = shop.replace(/^ {2}n3.*Yes"\]\n/m, '');
    expect(behaviorTo(cut)).toEqual(
      expect.arrayContaining(['  - nodes n4 "Pack", n5 "Sent"   can no longer be reached']),
    );
    expect(behaviorTo(shop, cut)).toEqual(
      expect.arrayContaining(['  + nodes n4 "Pack", n5 "Sent"   can now be reached']),
    );
    expect(behaviorTo(cut).filter((line) => line.startsWith('  - end'))).toHaveLength(1);
    expect(behaviorTo(shop, cut).filter((line) => line.startsWith('  + end'))).toHaveLength(1);
  });
});
