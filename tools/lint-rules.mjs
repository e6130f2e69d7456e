// The house's own lint rules, and the lists of forbidden syntax that eslint.config.js puts together per kind of file.
// tools and eslint only: nothing here runs in the product.

const forbiddenRooms = /\/(shared|common|core|utils?|helpers?|misc)\//;

/** A suppression without a reason is a rule switched off for ever. Also answers for `@ts-expect-error`, which typescript-eslint checks. */
const describedSuppression = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      reason:
        "Say why this rule does not hold here: `// eslint-disable-next-line <rule> -- the reason`. Without the rule's name it would hide every other mistake on the line too.",
    },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const suppression = /^\s*eslint-disable(?:-next-line|-line)?(?<rules>.*?)(?:--(?<reason>.*))?$/s.exec(
          comment.value,
        );
        if (!suppression) continue;
        const { rules, reason } = suppression.groups;
        if (!rules.trim() || (reason ?? '').trim().length < 10)
          context.report({ loc: comment.loc, messageId: 'reason' });
      }
    },
  }),
};

/** A folder without a subject collects whatever nobody wanted to name. */
const namedRooms = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      room: 'There is no `{{ folder }}` in this house. A helper lives beside its only user; when a second one appears it gets a home named after what it does.',
    },
  },
  create: (context) => ({
    Program(node) {
      const folder = forbiddenRooms.exec(
        context.filename.replaceAll('\\', '/').slice(context.cwd.length),
      )?.[1];
      if (folder) context.report({ node, messageId: 'room', data: { folder } });
    },
  }),
};

/** A role nobody has agreed on would be a way around purity: `rules.misc.ts` could do anything. */
const agreedRoles = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: {
      role: '`{{ role }}` is not a role. A file is a pure rule (no role), or one of: {{ roles }}. A new role is added in tools/import-rules.mjs, with a reason.',
    },
  },
  create: (context) => ({
    Program(node) {
      const [roles] = context.options;
      const given =
        /\/[a-z0-9-]+\.([a-z0-9.-]+)\.ts$/.exec(context.filename.replaceAll('\\', '/'))?.[1] ?? '';
      for (const role of given.split('.').filter((part) => part && !roles.includes(part))) {
        context.report({ node, messageId: 'role', data: { role, roles: roles.join(', ') } });
      }
    },
  }),
};

/** By type, so that a session's or a token's own save() is left alone. */
const guardedWrites = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      save: "TypeORM's save() with a stale version overwrites silently, and costs three times one statement. Write with guardedUpdate of @weisu/persistence, or one SQL statement.",
    },
  },
  create: (context) => ({
    "CallExpression[callee.property.name='save']"(node) {
      const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
      const call = esTreeNodeToTSNodeMap.get(node);
      const { declaration } = program.getTypeChecker().getResolvedSignature(call) ?? {};
      if (declaration && /\/typeorm\//.test(declaration.getSourceFile().fileName)) {
        context.report({ node, messageId: 'save' });
      }
    },
  }),
};

export const house = {
  meta: { name: 'house' },
  rules: {
    'guarded-writes': guardedWrites,
    'described-suppression': describedSuppression,
    'named-rooms': namedRooms,
    'agreed-roles': agreedRoles,
  },
};

export const noEnum = [
  {
    selector: 'TSEnumDeclaration',
    message: 'Write a list `as const` and the union of its members: an enum is code, a union is a type.',
  },
];

const focusOrSkip =
  'A focused test hides all others and a skipped one hides itself: finish it, or delete it and say why in the commit.';
export const noSkippedTests = [
  {
    selector:
      'CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name=/^(only|skip|todo|failing)$/]',
    message: focusOrSkip,
  },
  {
    selector:
      'CallExpression[callee.callee.object.object.name=/^(it|test|describe)$/][callee.callee.object.property.name=/^(only|skip)$/]',
    message: focusOrSkip,
  },
  {
    selector:
      'CallExpression[callee.object.object.name=/^(it|test|describe)$/][callee.object.property.name=/^(only|skip)$/]',
    message: focusOrSkip,
  },
  { selector: 'CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]', message: focusOrSkip },
];

export const noDefaultExport = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: the thing then has one name wherever it is used.',
  },
];

const purity = 'This file has no role in its name, so it is a pure rule:';
export const noWorld = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: `${purity} take the instant as an argument (\`now: Date\`).`,
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: `${purity} take the instant as an argument (\`now: Date\`).`,
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: `${purity} take the instant as an argument (\`now: Date\`).`,
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: `${purity} take the instant as an argument.`,
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: `${purity} take the random number as an argument, so that a test can repeat it.`,
  },
  {
    selector: 'CallExpression[callee.name=/^random(UUID|Bytes|Int)$/]',
    message: `${purity} take the id as an argument, so that a test can repeat it.`,
  },
  {
    selector: 'CallExpression[callee.property.name=/^(randomUUID|randomBytes|randomInt|getRandomValues)$/]',
    message: `${purity} take the id as an argument, so that a test can repeat it.`,
  },
  {
    selector: "MemberExpression[object.name='process']",
    message: `${purity} config.ts reads the environment once and hands values on.`,
  },
  {
    selector: 'CallExpression[callee.name=/^(fetch|setTimeout|setInterval|setImmediate)$/]',
    message: `${purity} waiting and calling belong in a use case.`,
  },
];
