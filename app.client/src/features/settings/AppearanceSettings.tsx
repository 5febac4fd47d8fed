import type { Appearance } from '../../ui/appearance.ts';
import { Choice } from '../../ui/Choice.tsx';
import { useAppearance } from '../../ui/use-appearance.ts';

type Choices = { [Name in keyof Appearance]-?: NonNullable<Appearance[Name]> };

/** How it looks on this device, and which keys it listens to. What is left to the system has no entry of its own. */
export function AppearanceSettings() {
  const [now, choose] = useAppearance();
  const put = <Name extends keyof Appearance>(name: Name, value: Choices[Name] | 'default') => {
    const { [name]: _gone, ...rest } = now;
    choose(value === 'default' ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="settings-grid">
      <Choice
        label="Theme"
        value={now.theme ?? 'default'}
        options={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'default', label: 'As the system' },
        ]}
        onChange={(value) => put('theme', value)}
      />
      <Choice
        label="Contrast"
        value={now.contrast ?? 'default'}
        options={[
          { value: 'less', label: 'Normal' },
          { value: 'more', label: 'More' },
          { value: 'default', label: 'As the system' },
        ]}
        onChange={(value) => put('contrast', value)}
      />
      <Choice
        label="Density"
        value={now.density ?? 'default'}
        options={[
          { value: 'default', label: 'Comfortable' },
          { value: 'compact', label: 'Compact' },
        ]}
        onChange={(value) => put('density', value)}
      />
      <Choice
        label="What people say"
        value={now.words ?? 'default'}
        options={[
          { value: 'default', label: 'Serif' },
          { value: 'sans', label: 'Sans' },
        ]}
        onChange={(value) => put('words', value)}
      />
      <Choice
        label="Numbers in the margin"
        value={now.numbers ?? 'default'}
        options={[
          { value: 'default', label: 'When pointed at' },
          { value: 'always', label: 'Always' },
        ]}
        onChange={(value) => put('numbers', value)}
      />
      <Choice
        label="What sends a message"
        value={now.enter ?? 'default'}
        options={[
          { value: 'default', label: 'Enter' },
          { value: 'breaks', label: 'Ctrl + Enter' },
        ]}
        onChange={(value) => put('enter', value)}
      />
      <Choice
        label="The keys / and ?"
        value={now.keys ?? 'default'}
        options={[
          { value: 'default', label: 'On' },
          { value: 'off', label: 'Off' },
        ]}
        onChange={(value) => put('keys', value)}
      />
    </div>
  );
}
