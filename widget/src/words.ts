/** The widget's own words. What the bot and staff say comes from the server as it is. */
import en from "./locales/en.json";
import es from "./locales/es.json";

export type Word = keyof typeof en;
export type Say = (word: Word, fill?: Record<string, string | number>) => string;

const LOCALES: Record<string, Record<Word, string>> = { en, es };

/** Words in this language, English where we do not speak it. */
export function wordsIn(language: string): Say {
  const words = LOCALES[language.slice(0, 2).toLowerCase()] ?? en;
  return (word, fill = {}) => words[word].replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ""));
}
