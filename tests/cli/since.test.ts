import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asRepository, commitAll, git } from './git.ts';
import { broken, folderWith, laneflow, parcel, removeFolders } from './harness.ts';

removeFolders();

const scenario = 'flow: a.flow\nscenarios:\n  - name: stamped\n    answers: { n3: Yes }\n    expect: { end: [n5] }\n';

/** The files that are checked, by the paths in findings: every flow here has one mistake. */
function checked(cwd: string, ...words: readonly string[]): readonly string[] {
  const { stdout } = laneflow(['check', '.', '--format', 'compact', ...words], { cwd });
  return [...new Set(stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/:.*/, '')])))].sort();
}

function repository(): string {
  return asRepository(folderWith({ 'a.flow': broken, 'b.flow': broken, 'sub/c.flow': broken, 'sub/d.flow': broken }));
}

describe('check --since', () => {
  it('checks what was committed, changed, staged, renamed or made since a branch began, and nothing else', () => {
    const cwd = repository();
    git(cwd, 'checkout', '-qb', 'work');
    writeFileSync(join(cwd, 'a.flow'), `${broken}\n`);
    commitAll(cwd);
    renameSync(join(cwd, 'b.flow'), join(cwd, 'b ü.flow'));
    git(cwd, 'add', '-A');
    writeFileSync(join(cwd, 'sub', 'c.flow'), `${broken}\n`);
    writeFileSync(join(cwd, 'new.flow'), broken);
    expect(checked(cwd, '--since', 'main')).toEqual(['a.flow', 'b ü.flow', 'new.flow', 'sub/c.flow']);
    expect(checked(join(cwd, 'sub'), '--since', 'main')).toEqual(['c.flow']);
    const { code, stderr } = laneflow(['check', '.', '--since', 'main', '--rule', 'implicit-end=off'], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/\n1 file unchanged since main\n4 files, 4 errors/)]);
  });

  it('does not count what happened on the other branch meanwhile', () => {
    const cwd = repository();
    git(cwd, 'checkout', '-qb', 'work');
    git(cwd, 'checkout', '-q', 'main');
    writeFileSync(join(cwd, 'a.flow'), parcel);
    commitAll(cwd);
    git(cwd, 'checkout', '-q', 'work');
    const { code, stderr } = laneflow(['check', '.', '--since', 'main'], { cwd });
    expect([code, stderr]).toEqual([0, '4 files unchanged since main\n0 files, 0 errors, 0 warnings\n']);
  });

  it('checks Markdown that changed, what a link leads to, and all that a changed configuration is about', () => {
    const cwd = repository();
    writeFileSync(join(cwd, 'guide.md'), `\`\`\`flow\n${broken}\`\`\`\n`);
    symlinkSync('sub/c.flow', join(cwd, 'link.flow'));
    commitAll(cwd);
    git(cwd, 'checkout', '-qb', 'work');
    writeFileSync(join(cwd, 'guide.md'), `# Guide\n\`\`\`flow\n${broken}\`\`\`\n`);
    writeFileSync(join(cwd, 'sub', 'c.flow'), `${broken}\n`);
    expect(checked(cwd, '--markdown', '--since', 'main')).toEqual(['guide.md', 'sub/c.flow']);
    expect(laneflow(['check', 'link.flow', '--since', 'main'], { cwd }).stderr).toContain('1 file, 1 error');
    writeFileSync(join(cwd, 'sub', 'laneflow.config.json'), '{}');
    expect(checked(cwd, '--since', 'main')).toEqual(['sub/c.flow', 'sub/d.flow']);
  });

  it('counts a configuration that went for the files of its folder', () => {
    const cwd = folderWith({ 'a.flow': broken, 'sub/c.flow': broken, 'sub/laneflow.config.json': '{}' });
    asRepository(cwd);
    rmSync(join(cwd, 'sub', 'laneflow.config.json'));
    expect(checked(cwd, '--since', 'main')).toEqual(['sub/c.flow']);
  });

  it('finds a branch that only the origin has, as in what CI checks out', () => {
    const origin = repository();
    git(origin, 'checkout', '-qb', 'work');
    writeFileSync(join(origin, 'a.flow'), `${broken}\n`);
    commitAll(origin);
    const cwd = join(folderWith({}), 'clone');
    git(origin, 'clone', '-q', origin, cwd);
    git(cwd, 'checkout', '-q', '--detach');
    expect(checked(cwd, '--since', 'main')).toEqual(['a.flow']);
  });

  it.each([
    [['--since', 'nowhere'], "error: git knows no commit 'nowhere'. A shallow clone lacks it"],
    [['--since', '--output=x'], "error: git knows no commit '--output=x'."],
    [['--since', ''], "error: git knows no commit ''."],
  ])('refuses %j with exit 2', (words, message) => {
    const { code, stdout, stderr } = laneflow(['check', '.', ...words], { cwd: repository() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('refuses folders without a repository or a common commit, and files that are elsewhere', () => {
    const outside = folderWith({ 'a.flow': parcel });
    const alone = laneflow(['check', '.', '--since', 'main'], { cwd: outside });
    expect(alone.code).toBe(2);
    expect(alone.stderr).toMatch(/^error: --since asks git, and this folder is in no git repository\./);
    const cwd = repository();
    const elsewhere = laneflow(['check', join(outside, 'a.flow'), '--since', 'main'], { cwd });
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.stderr).toContain('is outside of the git repository, so --since cannot judge it.');
    git(cwd, 'checkout', '-q', '--orphan', 'other');
    writeFileSync(join(cwd, 'a.flow'), parcel);
    commitAll(cwd);
    const orphan = laneflow(['check', '.', '--since', 'main'], { cwd });
    expect([orphan.code, orphan.stderr]).toEqual([2, expect.stringContaining("no commit that 'main' and HEAD share.")]);
    const without = laneflow(['check', '.', '--since', 'main'], { cwd, env: { PATH: '/nowhere' } });
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('there is no git to be run here')]);
  });
});

describe('test --since', () => {
  it('runs scenario files that changed or whose flow did or went', () => {
    const other = scenario.replace('a.flow', 'b.flow');
    const cwd = asRepository(
      folderWith({ 'a.flow': parcel, 'b.flow': parcel, 'a.scenario.yaml': scenario, 'b.scenario.yaml': other }),
    );
    const run = () => laneflow(['test', '--since', 'main'], { cwd });
    expect(run()).toEqual({ code: 0, stdout: '', stderr: '2 files unchanged since main\n0 scenarios\n' });
    writeFileSync(join(cwd, 'a.flow'), `${parcel}\n`);
    expect(run().stderr).toMatch(/^a\.scenario\.yaml\n.*\n1 file unchanged since main\n1 scenario: 1 passed\n$/);
    writeFileSync(join(cwd, 'a.flow'), parcel);
    writeFileSync(join(cwd, 'b.scenario.yaml'), `${other}\n`);
    expect(run().stderr).toMatch(/^b\.scenario\.yaml\n/);
    writeFileSync(join(cwd, 'b.scenario.yaml'), other);
    rmSync(join(cwd, 'b.flow'));
    expect(run()).toMatchObject({ code: 1, stderr: expect.stringContaining('1 file not run') });
  });
});
