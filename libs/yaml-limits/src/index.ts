export { flawOfYaml, type YamlLimits } from './yaml-limits.js';
