import type { Appearance } from '../../ui/appearance.ts';
import { Choice } from '../../ui/Choice.tsx';
import { useAppearance } from '../../ui/use-appearance.ts';

type Value<Name extends keyof Appearance> = NonNullable<Appearance[Name]> | 'default';
type Setting = {
  [Name in keyof Appearance]-?: {
    readonly name: Name;
    readonly label: string;
    readonly options: readonly { readonly value: Value<Name>; readonly label: string }[];
  };
}[keyof Appearance];

const settings: readonly Setting[] = [
  {
    name: 'theme',
    label: 'Theme',
    options: [
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' },
      { value: 'default', label: 'As the system' },
    ],
  },
  {
    name: 'contrast',
    label: 'Contrast',
    options: [
      { value: 'less', label: 'Normal' },
      { value: 'more', label: 'More' },
      { value: 'default', label: 'As the system' },
    ],
  },
  {
    name: 'density',
    label: 'Density',
    options: [
      { value: 'default', label: 'Comfortable' },
      { value: 'compact', label: 'Compact' },
    ],
  },
  {
    name: 'words',
    label: 'What people say',
    options: [
      { value: 'default', label: 'Serif' },
      { value: 'sans', label: 'Sans' },
    ],
  },
  {
    name: 'numbers',
    label: 'Numbers in the margin',
    options: [
      { value: 'default', label: 'When pointed at' },
      { value: 'always', label: 'Always' },
    ],
  },
  {
    name: 'enter',
    label: 'What sends a message',
    options: [
      { value: 'default', label: 'Enter' },
      { value: 'breaks', label: 'Ctrl + Enter' },
    ],
  },
  {
    name: 'keys',
    label: 'The keys / and ?',
    options: [
      { value: 'default', label: 'On' },
      { value: 'off', label: 'Off' },
    ],
  },
];

/** How it looks on this device, and which keys it listens to. What is left to the system has no entry of its own. */
export function AppearanceSettings() {
  const [now, choose] = useAppearance();
  const put = (name: keyof Appearance, value: string) => {
    const { [name]: _gone, ...rest } = now;
    choose(value === 'default' ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="settings-grid">
      {settings.map(({ name, label, options }) => (
        <Choice
          key={name}
          label={label}
          value={now[name] ?? 'default'}
          options={options}
          onChange={(value) => put(name, value)}
        />
      ))}
    </div>
  );
}
