// Write the canonical form
import { format, parse, sourceOf } from 'laneflow';

const source = sourceOf('desk.flow', 'Desk{#Desk\n n1:circle label:"Asks"\n}');
console.log(format(parse(source).value, source).trimEnd());
// → Desk { # Desk
// →   n1: circle label:"Asks"
// → }
