/** Makes the sign-up form of docs/forms/README.md in your own Google account. Change the title, the groups and the notice. */
function makeSignUpForm() {
  const form = FormApp.create('23 Things: sign up');
  form.setCollectEmail(false);
  const text = (title, help, required) =>
    form.addTextItem().setTitle(title).setHelpText(help).setRequired(required);
  const choice = (title, help, values, required) =>
    form.addMultipleChoiceItem().setTitle(title).setHelpText(help).setChoiceValues(values).setRequired(required);

  text('Name to show', 'A pen name is fine. Other people may see it.', true);
  text('Email', 'Only for reminders. We never show it.', true)
    .setValidation(FormApp.createTextValidation().requireTextIsEmail().build());
  text('Address of your blog', 'Open your blog and copy the address from the top of the window.', true);
  choice('Which group are you in?', '', ['public libraries', 'university libraries', 'school libraries'], false);
  choice('Who may see your progress?', '"Everyone" puts your name and your posts about Things on our public pages.',
    ['Everyone', 'People in this course', 'Only the organiser'], true);
  choice('May we send you a reminder each week?', 'At most one email a week. You can stop the emails at any time.', ['Yes', 'No'], true);
  text('Name for the certificate', 'Fill this in if it should be different from the name to show.', false);
  choice('I have read the privacy notice and agree', 'PASTE YOUR NOTICE HERE', ['Yes'], true);

  Logger.log('To fill in: ' + form.getPublishedUrl());
  Logger.log('To change: ' + form.getEditUrl());
}
